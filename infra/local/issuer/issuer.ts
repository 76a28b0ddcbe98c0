import type { IncomingMessage, ServerResponse } from "node:http"
import { Provider } from "oidc-provider"
import { ISSUER_PATH } from "../environment.ts"
import { bodyOf } from "../http.ts"
import { randomSecret } from "../secrets.ts"
import { noteOnce, type Store } from "../store.ts"
import { accessToken, openSigningKey, type SigningKey } from "./access-token.ts"
import { type Account, openAccounts } from "./account.ts"
import { configurationOf } from "./configuration.ts"
import { CHOOSE_STYLE, choosePage } from "./page.ts"

/** The user pool of one machine: the same code flow with PKCE as Cognito's, but a person is chosen and no password asked. */
export interface Issuer {
  url: string
  key: SigningKey
  /** An access token for scripts, as if the person had signed in now, or an hour ago; undefined for an unknown address. */
  tokenOf(email: string, options: { stale: boolean }): Promise<string | undefined>
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>
}

const CHOOSE = `${ISSUER_PATH}/choose`
const STALE_SECONDS = 3600
const nowSeconds = () => Math.floor(Date.now() / 1000)
const STYLE = `${ISSUER_PATH}/choose.css`

export async function openIssuer({ store, publicUrl }: { store: Store; publicUrl: string }): Promise<Issuer> {
  const url = `${publicUrl}${ISSUER_PATH}`
  const key = await openSigningKey(store)
  const accounts = openAccounts(store)
  const cookieKey = await noteOnce(store, "issuer cookie key", randomSecret)
  const configuration = configurationOf({ publicUrl, choosePath: CHOOSE, accounts, key, cookieKey, store })
  const provider = new Provider(url, configuration)
  const mint = (account: Account, authTimeSeconds: number) =>
    accessToken({ key, issuer: url, account, authTimeSeconds })

  /** The pool's own access token takes the place of oidc-provider's. */
  provider.use(async (context, next) => {
    await next()
    const body = context.body as { access_token?: string } | undefined
    if (context.oidc?.route !== "token" || !body?.access_token) return
    const { AuthorizationCode, RefreshToken } = context.oidc.entities
    const grant = AuthorizationCode ?? RefreshToken!
    const account = accounts.bySubject(grant.accountId!)
    if (account) body.access_token = await mint(account, grant.authTime ?? nowSeconds())
  })
  const answerProvider = provider.callback()

  /** Takes the person out of a running session, so that another may take their place. */
  const leave = async (uid: string): Promise<void> => {
    const session = await provider.Session.findByUid(uid)
    if (!session) return
    delete session.accountId
    delete session.loginTs
    session.authorizations = {}
    await session.persist()
  }

  const choose = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { params, uid, session } = await provider.interactionDetails(request, response)
    const finish = async (account: Account) => {
      const login = { accountId: account.subject, remember: true }
      const back = await provider.interactionResult(request, response, { login }, { mergeWithLastSubmission: false })
      if (session && session.accountId !== account.subject) await leave(session.uid)
      response.writeHead(303, { location: back }).end()
    }
    if (request.method === "POST") {
      const form = new URLSearchParams((await bodyOf(request, 10_000))?.toString("utf8"))
      const email = form.get("email") ?? ""
      if (/^\S+@\S+$/.test(email)) return finish(accounts.byEmail(email) ?? accounts.add(email))
    }
    const hinted = typeof params["login_hint"] === "string" ? accounts.byEmail(params["login_hint"]) : undefined
    if (hinted) return finish(hinted)
    response.setHeader("content-type", "text/html; charset=utf-8")
    response.end(choosePage(accounts.all(), `${CHOOSE}/${uid}`, STYLE))
  }

  /** Cognito's logout: ends the session here and goes back to one of our own pages. */
  const logOut = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const wanted = new URL(request.url ?? "/", publicUrl).searchParams.get("logout_uri") ?? "/"
    const to = URL.canParse(wanted, publicUrl) ? new URL(wanted, publicUrl) : undefined
    if (to?.origin !== publicUrl)
      return void response.writeHead(400).end("logout_uri must be a page of this console.\n")
    const session = await provider.Session.get(provider.createContext(request, response) as never)
    if (session.accountId) await session.destroy()
    response.writeHead(302, { location: to.href }).end()
  }

  return {
    url,
    key,
    async tokenOf(email, { stale }) {
      const account = accounts.byEmail(email)
      return account && mint(account, nowSeconds() - (stale ? STALE_SECONDS : 0))
    },
    async answer(request, response) {
      const path = (request.url ?? "/").split("?")[0]!
      response.setHeader("cache-control", "no-store")
      if (path === STYLE) return void response.writeHead(200, { "content-type": "text/css" }).end(CHOOSE_STYLE)
      if (path === `${ISSUER_PATH}/logout`) return logOut(request, response)
      if (path.startsWith(`${CHOOSE}/`)) {
        return choose(request, response).catch((error) => {
          if (error?.name !== "SessionNotFound") throw error
          response.writeHead(400).end("This sign-in is over: go back to the console and start again.\n")
        })
      }
      Object.assign(request, { originalUrl: request.url, url: request.url!.slice(ISSUER_PATH.length) || "/" })
      await answerProvider(request, response)
    },
  }
}
