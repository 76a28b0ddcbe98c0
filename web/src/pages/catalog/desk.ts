import { createSignal } from "solid-js"
import {
  addPrice,
  changeModel,
  changeProvider,
  giveKey,
  makeModel,
  makeProvider,
  makeUsageDiscount,
  type Model,
  type ModelWish,
  type Price,
  type PriceWish,
  type Provider,
  type ProviderWish,
  stopUsageDiscount,
  takeBackPrice,
  type UsageDiscount,
  type UsageDiscountWish,
} from "../../data/catalog.ts"
import { createDesk } from "../../desk.ts"
import { toast } from "../../toast.ts"

/** Which command is asked about, and what it is about as it stood when it was asked. */
export type Reviewed =
  | { act: "createProvider" }
  | { act: "createModel" }
  | { act: "createDiscount" }
  | { act: "saveProvider"; of: Provider }
  | { act: "setKey"; of: Provider }
  | { act: "saveModel"; of: Model }
  | { act: "setPrice"; of: Model }
  | { act: "withdrawPrice"; of: Model; price: Price }
  | { act: "endDiscount"; of: UsageDiscount }

/** What is being done about the catalog: which command is reviewed, and sent. */
export type CatalogDesk = ReturnType<typeof createCatalogDesk>

/** Opens the desk of a page of the catalog; `refresh` reads what a command has changed. */
export function createCatalogDesk(refresh: () => void) {
  const [reviewed, setReviewed] = createSignal<Reviewed>()
  const { busy, problem, close, send, once } = createDesk({
    isOpen: () => reviewed() !== undefined,
    close: () => setReviewed(undefined),
    refresh,
  })
  const told = (text: string) => () => toast({ status: "ok", text })
  return {
    busy,
    problem,
    close,
    review: (one: Reviewed) => void setReviewed(one),
    /** What is reviewed, where it is this act. */
    about: <Act extends Reviewed["act"]>(act: Act) => {
      const one = reviewed()
      return one?.act === act ? (one as Extract<Reviewed, { act: Act }>) : undefined
    },
    createProvider: (wish: ProviderWish & Pick<Provider, "providerId">) =>
      send(() => makeProvider(wish), told(`${wish.name} is in the catalog.`)),
    saveProvider: (of: Provider, wish: ProviderWish) =>
      send(() => changeProvider(of, wish), told(`${wish.name} is changed.`)),
    setKey: (of: Provider, key: string) =>
      send(
        once({ providerId: of.providerId, key }, (idempotencyKey) => giveKey(of, key, idempotencyKey)),
        told(`The default key of ${of.name} is set.`),
      ),
    createModel: (wish: ModelWish & Pick<Model, "providerId" | "name">, show: (modelId: string) => void) =>
      send(
        () => makeModel(wish),
        ({ modelId }) => {
          toast({ status: "ok", text: `${wish.name} is in the catalog. It has no price yet.` })
          show(modelId)
        },
      ),
    saveModel: (of: Model, wish: ModelWish) => send(() => changeModel(of, wish), told(`${of.name} is changed.`)),
    setPrice: (of: Model, wish: PriceWish) => send(() => addPrice(of, wish), told(`The price of ${of.name} is set.`)),
    withdrawPrice: (of: Model, price: Price) =>
      send(() => takeBackPrice(of, price), told(`The price of ${of.name} is withdrawn.`)),
    createDiscount: (wish: UsageDiscountWish) =>
      send(
        once(wish, (key) => makeUsageDiscount(wish, key)),
        told(`The discount ${wish.name} is set.`),
      ),
    endDiscount: (of: UsageDiscount) => send(() => stopUsageDiscount(of), told(`The discount ${of.name} is ended.`)),
  }
}
