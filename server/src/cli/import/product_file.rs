//! Product files of other shops.

use std::{
    collections::HashSet,
    fmt,
    path::{Path, PathBuf},
};

use clap::Args;
use database::BaseReader;
use import_export::{ExistingShop, Losses, Plan, PlanError, plan_given};
use pictures::Storage;
use product_csv::{ColumnMap, NotKept, RowError};
use product_import::{ConversionOptions, ConvertedFile, FaultyRows, FilePicture, FoundPictures, MadeSku, ProductFile};
use types::{Language, MarketCode, Timestamp};

use super::fetch_pictures::fetch;
use crate::{Config, command_error::CommandError};

/// The options of product files of other shops.
#[derive(Args, Default)]
pub(crate) struct ProductOptions {
    /// Read a product file of another shop, or any spreadsheet, by this column map in TOML
    #[arg(long, value_name = "COLUMNS.TOML")]
    map: Option<PathBuf>,
    /// The market whose currency the amounts of a product file have [default: the shop's only currency]
    #[arg(long, value_name = "CODE", value_parser = market)]
    market: Option<MarketCode>,
    /// The language of the texts of a product file [default: the shop's primary language]
    #[arg(long, value_name = "TAG", value_parser = language)]
    language: Option<Language>,
    /// The name of the category of products that a product file states none for
    #[arg(long, value_name = "NAME")]
    category: Option<String>,
    /// Leave out products with a row that can't be read, and import the others
    #[arg(long)]
    skip_faulty_rows: bool,
    /// The folder with the pictures of a product file, by the names of their files [default: they are fetched]
    #[arg(long, value_name = "FOLDER")]
    pictures: Option<PathBuf>,
}

fn market(text: &str) -> Result<MarketCode, String> {
    MarketCode::new(text).ok_or_else(|| format!("{text:?} is no code of a market"))
}

fn language(text: &str) -> Result<Language, String> {
    Language::from_code(text).ok_or_else(|| format!("{text:?} is no language tag, such as de or pt-BR"))
}

/// A product file that was read, with its pictures.
pub(super) struct ReadProducts {
    file: ProductFile,
    options: ConversionOptions,
    /// The folder that its pictures are in.
    folder: PathBuf,
    /// True if pictures are fetched into the folder.
    is_fetched: bool,
    pictures: FoundPictures,
    /// Pictures that neither the shop nor the folder has.
    missing: Vec<FilePicture>,
}

/// Everything that an import of a product file does not keep or has made.
pub(super) struct Report<'a> {
    file: &'a str,
    faults: Vec<RowError>,
    not_kept: Vec<NotKept>,
    made_skus: Vec<MadeSku>,
    /// The number of pictures that an import would fetch first.
    to_fetch: usize,
}

impl ProductOptions {
    /// Reads the file if it is a product file of another shop.
    pub(super) async fn read(
        &self,
        path: &Path,
        name: &str,
        bytes: &[u8],
    ) -> Result<Option<ReadProducts>, CommandError> {
        if self.map.is_none() && !ProductFile::is_recognised(bytes) {
            return self.ensure_unused(name).map(|()| None);
        }
        let map = match &self.map {
            Some(map) => Some(read_map(map).await?),
            None => None,
        };
        let language = self.language.map(|language| language.to_string());
        let file = ProductFile::read(bytes, map, language);
        let file = file.map_err(|source| CommandError::ProductFile { file: name.to_owned(), source })?;
        let options = ConversionOptions {
            language: self.language,
            market: self.market,
            category: self.category.clone(),
            now: jiff::Timestamp::UNIX_EPOCH,
            faulty_rows: if self.skip_faulty_rows { FaultyRows::LeftOut } else { FaultyRows::Refused },
        };
        let folder = self.pictures.clone().unwrap_or_else(|| fetched_folder(path));
        let is_fetched = self.pictures.is_none();
        let (pictures, missing) = (FoundPictures::default(), Vec::new());
        Ok(Some(ReadProducts { file, options, folder, is_fetched, pictures, missing }))
    }

    /// Refuses options that only product files of other shops have.
    fn ensure_unused(&self, name: &str) -> Result<(), CommandError> {
        let given = [
            (self.market.is_some(), "--market"),
            (self.language.is_some(), "--language"),
            (self.category.is_some(), "--category"),
            (self.pictures.is_some(), "--pictures"),
            (self.skip_faulty_rows, "--skip-faulty-rows"),
        ];
        match given.into_iter().find(|(is_given, _)| *is_given) {
            Some((_, option)) => Err(CommandError::NeedlessOption(name.to_owned(), option)),
            None => Ok(()),
        }
    }
}

async fn read_map(path: &Path) -> Result<ColumnMap, CommandError> {
    let file = path.display().to_string();
    let text = tokio::fs::read_to_string(path).await;
    let text = text.map_err(|source| CommandError::File { file: file.clone(), source })?;
    ColumnMap::parse(&text).map_err(|source| CommandError::ColumnMap { file, source })
}

/// Returns the folder that pictures are fetched into: `shop-pictures` beside `shop.csv`.
fn fetched_folder(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}-pictures"))
}

impl ReadProducts {
    /// Returns the folder with the pictures.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Finds the pictures that the folder has, and those that neither it nor the shop has.
    pub(super) async fn find_pictures(&mut self, reader: &mut BaseReader) -> Result<(), CommandError> {
        let unreadable = |source| CommandError::File { file: self.folder.display().to_string(), source };
        if self.is_fetched {
            self.find_fetched();
        } else {
            self.pictures = FoundPictures::in_folder(&self.folder, self.file.pictures()).map_err(unreadable)?;
        }
        let in_shop: HashSet<String> = pictures::hashes_by_file(reader).await?.into_keys().collect();
        let is_missing = |picture: &&FilePicture| {
            !self.pictures.files.contains_key(&picture.file) && !in_shop.contains(&picture.file)
        };
        self.missing = self.file.pictures().iter().filter(is_missing).cloned().collect();
        Ok(())
    }

    /// Finds the pictures that an import before this one has fetched.
    fn find_fetched(&mut self) {
        for picture in self.file.pictures() {
            if self.folder.join(&picture.file).is_file() {
                self.pictures.files.insert(picture.file.clone(), picture.file.clone());
            }
        }
    }

    /// Fetches the pictures that are missing into the folder.
    pub(super) async fn fetch_pictures(&mut self, config: &Config) -> Result<(), CommandError> {
        if self.is_fetched && !self.missing.is_empty() {
            let missing = std::mem::take(&mut self.missing);
            fetch(config, &self.folder, &missing, &mut self.pictures).await?;
        }
        Ok(())
    }

    /// Plans the import, and reports what it does not keep.
    pub(super) async fn plan<'n>(
        &self,
        reader: &mut BaseReader,
        name: &'n str,
        storage: &Storage,
        losses: Losses,
        now: Timestamp,
    ) -> Result<(Plan, Report<'n>), CommandError> {
        let known = ExistingShop::of_shop(reader, &self.file.names()).await?;
        let seconds = now.0.div_euclid(1000);
        let now = jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        let options = ConversionOptions { now, ..self.options.clone() };
        let pictures = self.expected_pictures();
        let ConvertedFile { given, faults, not_kept, made_skus } =
            self.file.convert(name, &known, &options, &pictures)?;
        let plan = plan_given(&known, name, &given, &self.folder, storage, losses).await;
        let plan = plan.map_err(PlanError::Refused)?;
        let to_fetch = if self.is_fetched { self.missing.len() } else { 0 };
        Ok((plan, Report { file: name, faults, not_kept, made_skus, to_fetch }))
    }

    /// Returns the pictures, with those that are still to be fetched.
    fn expected_pictures(&self) -> FoundPictures {
        let mut pictures = self.pictures.clone();
        if self.is_fetched {
            pictures.awaited = self.missing.iter().map(|picture| picture.file.clone()).collect();
        }
        pictures
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file;
        if self.to_fetch > 0 {
            writeln!(f, "Pictures to fetch: {}.", self.to_fetch)?;
        }
        if !self.faults.is_empty() {
            writeln!(f, "Left out, since it can't be read:")?;
            for RowError { line, column, message } in &self.faults {
                let column = if column.is_empty() { String::new() } else { format!(" {column}:") };
                writeln!(f, "{file}:{line}:{column} {message}")?;
            }
        }
        if !self.made_skus.is_empty() {
            writeln!(f, "SKUs made for variants without one:")?;
            for MadeSku { line, sku } in &self.made_skus {
                writeln!(f, "{file}:{line}: {sku}")?;
            }
        }
        if self.not_kept.is_empty() {
            return write!(f, "Everything else in {file} has a place in the shop.");
        }
        write!(f, "Not kept:")?;
        for NotKept { line, column, value, reason } in &self.not_kept {
            write!(f, "\n{file}:{line}: {column}: {value:?}: {reason}")?;
        }
        Ok(())
    }
}
