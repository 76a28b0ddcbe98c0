import { type Dice, diceOf } from "./dice.ts"

const PLACES =
  "Ardmore,Beacon Hill,Bellweather,Birchfield,Blackfen,Brambleside,Calder,Canyon Ridge,Carrick,Cedar Fork,Clearbrook,Copperline,Crestview,Dalehurst,Driftwood,Eastgate,Elmstead,Fairlane,Fenwick,Fernhollow,Foxglove,Glenrock,Granite Bay,Greywater,Hartwell,Hawthorn,Highmoor,Holloway,Ironside,Juniper,Kestrel,Kingsmead,Lakeshore,Larkspur,Longacre,Maplewood,Meridian,Millbrook,Northfork,Oakhaven,Old Harbor,Pinecrest,Quarrybank,Ravenhurst,Redstone,Ridgeline,Riverbend,Rosewick,Saltmarsh,Silverbirch,Southport,Stillwater,Stonebridge,Summit,Thornbury,Three Rivers,Underhill,Valley Forge,Westlake,Wildrose,Windermere,Yellowpine".split(
    ",",
  )
const FAMILIES =
  "Abara,Achterberg,Alvarez,Bakshi,Bergström,Castellano,Chowdhury,Delacroix,Eriksen,Ferreira,Fitzgerald,Gallagher,Hashimoto,Ivanova,Jankowski,Kamara,Kovač,Laurent,Mahmoud,Marchetti,Moreno,Nakagawa,Novak,O'Rourke,Okonjo,Petrov,Quispe,Rasmussen,Santos,Schreiber,Sharma,Szabo,Takahashi,Thibault,Tran,Uzun,Varga,Vasquez,Wieczorek,Yamamoto".split(
    ",",
  )
const FIRST =
  "Adaeze,Aino,Amira,Anders,Anika,Bruno,Camille,Chidi,Clara,Dario,Elif,Emeka,Esther,Farid,Freya,Giulia,Hana,Hugo,Ilse,Imani,Jonas,Kaito,Katya,Leila,Luca,Maeve,Mateo,Mirela,Nadia,Noah,Olga,Pablo,Priya,Rafael,Rosa,Sanne,Selim,Sofia,Tariq,Thea,Tomasz,Uma,Viktor,Wanda,Yara,Yusuf,Zofia".split(
    ",",
  )
const TRADES =
  "Plumbing,Electric,Roofing,Heating,Landscaping,Pest Control,Glass,Flooring,Solar,Garage Doors,Appliance Repair,Chimneys,Gutters,Locksmiths,Painting,Paving,Pools,Septic,Tree Care,Windows".split(
    ",",
  )
const EUROPEAN = [
  "Keller Solartechnik",
  "Moreau Plomberie",
  "Van Dijk Dakwerken",
  "Rossi Impianti",
  "Hofer Haustechnik",
  "Dubois Chauffage",
  "Jansen Loodgieters",
  "Esposito Serramenti",
]
const BRITISH = ["Pemberton & Sons Heating", "Thistle Lane Joinery"]

/** Names of companies in the trades, no two the same: as many as asked for. */
export function companyNames(count: number): string[] {
  const dice = diceOf("companies")
  const names = new Set<string>()
  while (names.size < count) names.add(`${dice.pick(dice.chance(0.7) ? PLACES : FAMILIES)} ${dice.pick(TRADES)}`)
  return [...names]
}

/** Names of companies that pay in euros or pounds. */
export const foreignName = (currency: "eur" | "gbp", nth: number): string => {
  const names = currency === "eur" ? EUROPEAN : BRITISH
  return `${names[nth % names.length]!}${nth < names.length ? "" : ` ${nth}`}`
}

export const personName = (dice: Dice): string => `${dice.pick(FIRST)} ${dice.pick(FAMILIES)}`

/** A name as it stands in an address: `kovac.heating`. */
export const slugOf = (name: string, between = "-"): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim()
    .replaceAll(" ", between)
