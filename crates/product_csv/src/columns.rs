//! The columns of a file, and the role of each.

use std::collections::HashMap;

use crate::{measure::Unit, table::Row};

/// The meaning of a column.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    Id,
    Kind,
    Parent,
    Group,
    Handle,
    Title,
    Description,
    Summary,
    Vendor,
    ProductType,
    Categories,
    /// A column of its own for one name of the category's path.
    CategoryLevel(usize),
    Collections,
    Tags,
    Status,
    Published,
    Visibility,
    Featured,
    GiftCard,
    SeoTitle,
    SeoDescription,
    HsCode,
    CountryOfOrigin,
    Region(String),
    OptionName(usize),
    OptionValue(usize),
    OptionNames,
    OptionValues,
    AttributeName(usize),
    AttributeValues(usize),
    AttributeVisible(usize),
    Facets,
    VariantFacets,
    Fact {
        level: Level,
        key: String,
        name: String,
        list: Option<char>,
        visible: bool,
    },
    Sku,
    Barcode,
    Mpn,
    Price {
        kind: Amount,
        region: Option<String>,
        currency: Option<String>,
    },
    SaleFrom,
    SaleUntil,
    Measure(Side),
    TaxClass,
    Taxable,
    Tracked,
    Stock,
    InStock,
    Backorder,
    RequiresShipping,
    Images,
    /// A column of its own for one picture.
    Image(usize),
    ImagePosition,
    ImageAlt,
    VariantImages,
    Upsells,
    CrossSells,
    /// A column without a place, and the values that mean nothing particular.
    Dropped {
        usual: &'static [&'static str],
        reason: &'static str,
    },
    /// A column that the column map names as needing no report.
    Ignored,
    Unknown,
}

/// The thing that a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Level {
    Product,
    Variant,
}

/// The meaning of a column of amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Amount {
    Base,
    CompareAt,
    Sale,
    Cost,
}

/// A measured quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Side {
    Weight,
    Length,
    Width,
    Height,
}

impl Role {
    /// Returns the role of the main amounts of a kind.
    pub(crate) const fn price(kind: Amount) -> Self {
        Self::Price { kind, region: None, currency: None }
    }
}

/// The columns of a file.
#[derive(Debug)]
pub(crate) struct Columns {
    names: Vec<String>,
    roles: Vec<Role>,
    places: HashMap<Role, usize>,
    units: HashMap<Side, Unit>,
    constants: HashMap<Role, String>,
}

impl Columns {
    /// Gives each column of the header the role that `role` finds. A second column of one role counts as unknown.
    pub(crate) fn new(header: &[String], mut role: impl FnMut(usize, &str) -> Role) -> Self {
        let mut places = HashMap::new();
        let mut roles = Vec::with_capacity(header.len());
        for (place, name) in header.iter().enumerate() {
            let mut role = role(place, name);
            if !matches!(role, Role::Unknown | Role::Ignored | Role::Dropped { .. }) && places.contains_key(&role) {
                role = Role::Unknown;
            }
            places.entry(role.clone()).or_insert(place);
            roles.push(role);
        }
        Self { names: header.to_vec(), roles, places, units: HashMap::new(), constants: HashMap::new() }
    }

    /// Sets the unit of a measured column.
    pub(crate) fn set_unit(&mut self, side: Side, unit: Unit) {
        self.units.insert(side, unit);
    }

    /// Sets the value of a role in rows that have none.
    pub(crate) fn set_constant(&mut self, role: Role, value: String) {
        self.constants.insert(role, value);
    }

    /// Returns the unit of a measured column; grams and millimetres if none is set.
    pub(crate) fn unit(&self, side: Side) -> Unit {
        self.units.get(&side).copied().unwrap_or(Unit::BASE)
    }

    /// Returns whether the file has a column of this role.
    pub(crate) fn has(&self, role: &Role) -> bool {
        self.places.contains_key(role)
    }

    /// Returns the roles of all columns and constants that are not columns.
    pub(crate) fn roles(&self) -> impl Iterator<Item = &Role> {
        let constants = self.constants.keys().filter(|role| !self.places.contains_key(role));
        self.roles.iter().chain(constants)
    }

    /// Returns the number of columns.
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }
}

/// A row and its columns.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) columns: &'a Columns,
    pub(crate) row: &'a Row,
}

impl<'a> View<'a> {
    /// Returns the trimmed value of a role; empty if there is none.
    pub(crate) fn get(&self, role: &Role) -> &'a str {
        let cell =
            self.columns.places.get(role).and_then(|place| self.row.cells.get(*place)).unwrap_or_default().trim();
        if cell.is_empty() { self.columns.constants.get(role).map_or("", String::as_str) } else { cell }
    }

    /// Returns whether a role has a value.
    pub(crate) fn has(&self, role: &Role) -> bool {
        !self.get(role).is_empty()
    }

    /// Returns the line in which the row begins.
    pub(crate) const fn line(&self) -> u64 {
        self.row.line
    }

    /// Returns the line in which a role's cell begins.
    pub(crate) fn line_of(&self, role: &Role) -> u64 {
        let Some(place) = self.columns.places.get(role) else { return self.row.line };
        let before = self.row.cells.iter().take(*place).map(line_breaks).sum::<u64>();
        let cell = self.row.cells.get(*place).unwrap_or_default();
        let blank = &cell[..cell.len() - cell.trim_start().len()];
        self.row.line + before + line_breaks(blank)
    }

    /// Returns the name of a role's column.
    pub(crate) fn name(&self, role: &Role) -> &'a str {
        self.columns.places.get(role).map_or("", |place| self.columns.names[*place].as_str())
    }

    /// Returns the name, role and value of each column with a value.
    pub(crate) fn cells(&self) -> impl Iterator<Item = (&'a str, &'a Role, &'a str)> {
        let Columns { names, roles, .. } = self.columns;
        let cells = self.row.cells.iter().map(str::trim);
        let named = names.iter().map(String::as_str).zip(roles).zip(cells);
        named.map(|((name, role), cell)| (name, role, cell)).filter(|(_, _, cell)| !cell.is_empty())
    }
}

fn line_breaks(text: &str) -> u64 {
    text.bytes().filter(|byte| *byte == b'\n').count() as u64
}
