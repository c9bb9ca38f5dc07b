// What axe finds on a page as it stands.
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

/** Everything in light; in dark, where nothing but colours differs, the contrast. */
export async function axeFindsNothing(page: Page) {
  const axe = () => new AxeBuilder({ page }).setLegacyMode(true);
  const light = await axe().withTags(RULES).analyze();
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  const dark = await axe().withRules(["color-contrast"]).analyze();

  const told = (scheme: string, { violations }: typeof light) =>
    violations.map(
      ({ id, help, nodes }) =>
        `${scheme}: ${id}, ${help}: ${nodes.map((node) => `${node.target} ${node.any[0]?.message ?? node.all[0]?.message ?? ""}`).join(" | ")}`,
    );
  expect([...told("light", light), ...told("dark", dark)]).toEqual([]);
}
