use addresses::FieldLabel;

/// Returns the key of the text of a field's label.
pub(super) const fn label_key(label: FieldLabel) -> &'static str {
    match label {
        FieldLabel::Name => "field-name",
        FieldLabel::Company => "field-company",
        FieldLabel::Street => "field-street",
        FieldLabel::Extra => "field-extra",
        FieldLabel::Area => "field-area",
        FieldLabel::District => "field-district",
        FieldLabel::Neighborhood => "field-neighborhood",
        FieldLabel::Suburb => "field-suburb",
        FieldLabel::Townland => "field-townland",
        FieldLabel::VillageTownship => "field-village-township",
        FieldLabel::City => "field-city",
        FieldLabel::PostTown => "field-post-town",
        FieldLabel::County => "field-county",
        FieldLabel::Department => "field-department",
        FieldLabel::DoSi => "field-do-si",
        FieldLabel::Emirate => "field-emirate",
        FieldLabel::Island => "field-island",
        FieldLabel::Oblast => "field-oblast",
        FieldLabel::Parish => "field-parish",
        FieldLabel::Prefecture => "field-prefecture",
        FieldLabel::Province => "field-province",
        FieldLabel::State => "field-state",
        FieldLabel::Postcode => "field-postcode",
        FieldLabel::Eircode => "field-eircode",
        FieldLabel::Pin => "field-pin",
        FieldLabel::Zip => "field-zip",
    }
}
