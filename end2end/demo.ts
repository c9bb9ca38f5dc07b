// The demo shop as its file tells it: what a test needs to know of a product without reading it off the page it tests.
import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Locale = "en-ae" | "ar-ae" | "en-in" | "hi-in" | "en-us";
export const LOCALES: Locale[] = ["en-ae", "ar-ae", "en-in", "hi-in", "en-us"];

type Language = "en" | "ar" | "hi";
type Translated = Record<Language, string>;
type Named = { code: string; slug: Translated; kind?: string };
type Shop = { categories: Named[]; collections: Named[]; products: Named[]; pages: Named[] };

const demo: Shop = JSON.parse(readFileSync(join(__dirname, "../demo/shop.json"), "utf8"));

const language = (locale: Locale) => locale.slice(0, 2) as Language;

function slug(among: Named[], code: string, locale: Locale): string {
  const named = among.find((one) => one.code === code);
  if (!named) throw new Error(`the demo shop has no ${code}`);
  return named.slug[language(locale)];
}

export const home = (locale: Locale) => `/${locale}`;

export const listing = (locale: Locale, code: string) =>
  `/${locale}/c/${slug([...demo.categories, ...demo.collections], code, locale)}`;

export const product = (locale: Locale, code: string) => `/${locale}/p/${slug(demo.products, code, locale)}`;

export const stories = (locale: Locale) => `/${locale}/stories`;

export const story = (locale: Locale, code: string) => `/${locale}/stories/${slug(demo.pages, code, locale)}`;

export const page = (locale: Locale, code: string) => `/${locale}/pages/${slug(demo.pages, code, locale)}`;

export const isRightToLeft = (locale: Locale) => language(locale) === "ar";
