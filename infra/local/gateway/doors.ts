import { WEB_BUILD } from "../../build.ts"
import { securityHeaders } from "../../headers.ts"
import { CLIENT_ID, FILES_PATH, ISSUER_PATH, NAMES } from "../environment.ts"
import { openFiles } from "../files.ts"
import type { Issuer } from "../issuer/issuer.ts"
import type { Lambda } from "../lambda.ts"
import { type LocalParts, localDoor } from "../local-door.ts"
import type { River } from "../river.ts"
import type { Sockets } from "../sockets.ts"
import type { Store } from "../store.ts"
import { apiDoors } from "./api.ts"
import { openAuthorizer } from "./authorizer.ts"
import { openPages } from "./pages.ts"
import type { Door, PublicPort } from "./server.ts"

/** Opens the public port: routes to functions, the socket, sign-in, downloads, and the pages for all the rest. */
export function openDoors(from: {
  port: PublicPort
  river: River
  lambda: Lambda
  issuer: Issuer
  sockets: Sockets
  store: Store
  filesFolder: string
  filesSecret: string
  originSecret: string
  local: LocalParts
}): void {
  const { port, river, lambda, issuer, originSecret } = from
  const authorize = openAuthorizer({ issuer: issuer.url, audience: CLIENT_ID, keys: issuer.key.public })
  const files = openFiles({
    store: from.store,
    folder: from.filesFolder,
    prefix: FILES_PATH,
    buckets: [NAMES.files, NAMES.anchors],
    secret: from.filesSecret,
  })
  const pages = openPages(WEB_BUILD)
  const doors: Door[] = [
    ...apiDoors({ routes: river.ROUTES, lambda, authorize, originSecret }),
    localDoor(from.local),
    { prefix: `${ISSUER_PATH}/`, answer: (request, response) => issuer.answer(request, response) },
    { prefix: `${FILES_PATH}/`, answer: (request, response) => files.answer(request, response) },
    { prefix: "/", answer: (request, response, path) => pages.answer(request, response, path) },
  ]
  const headers = securityHeaders({ socket: port.url.replace("http", "ws") })
  port.open(doors, headers, { path: river.SOCKET.path, answer: from.sockets.upgrade })
}
