// One page of each kind, for what must hold on every kind.
import * as demo from "./demo";
import type { Locale } from "./demo";

type Kind = { name: string; path: (locale: Locale) => string; status?: number };

export const KINDS: Kind[] = [
  { name: "home", path: demo.home },
  { name: "category", path: (locale) => demo.listing(locale, "ceramics") },
  { name: "collection", path: (locale) => demo.listing(locale, "gifts") },
  { name: "empty listing", path: (locale) => `${demo.listing(locale, "ceramics")}?price-from=9999999` },
  { name: "product", path: (locale) => demo.product(locale, "dune-vase") },
  { name: "product sold out", path: (locale) => `${demo.product(locale, "dune-vase")}?colour=ink&size=l` },
  { name: "stories", path: demo.stories },
  { name: "story", path: (locale) => demo.story(locale, "coffee-and-dates") },
  { name: "page", path: (locale) => demo.page(locale, "shipping") },
  { name: "not found", path: (locale) => `/${locale}/c/never-was-here`, status: 404 },
];

export const only = (...names: string[]) => KINDS.filter((kind) => names.includes(kind.name));
