import HTTPTypes
import IdentityAPI
import MeshCore
import MeshRuntime

/// Sessions over HTTP: log in, renew, list, log out.
struct SessionRoutes: Sendable {
    let gatekeeper: Gatekeeper
    let sessions: SessionKeeper
    let sources: SourceReader

    func add(to api: inout API) {
        addLogin(to: &api)
        addRefresh(to: &api)
        addList(to: &api)
        addEnd(to: &api)
    }

    private func addLogin(to api: inout API) {
        api.on(
            .post, "/v1/sessions",
            Operation(
                id: "createSession", summary: "Log in with e-mail address and password", tag: "Sessions",
                access: .public,
                request: .json(CreateSession.self),
                responses: [.created(SessionTokens.self, "Logged in.")],
                problems: [401, 429, 503])
        ) { [self] input, context in
            let tokens = try await gatekeeper.login(input.body, from: sources.source(of: input.head, context))
            var headers = HTTPFields.notStored
            headers[.location] = "/v1/sessions/current"
            return try .json(tokens, status: .created, headers: headers)
        }
    }

    private func addRefresh(to api: inout API) {
        api.on(
            .post, "/v1/sessions/refresh",
            Operation(
                id: "refreshSession", summary: "Get the next pair of tokens for a refresh token", tag: "Sessions",
                access: .public,
                request: .json(RefreshSession.self),
                responses: [.ok(SessionTokens.self, "The next pair.")],
                problems: [401])
        ) { [self] input, context in
            let tokens = try await sessions.refresh(input.body, from: sources.source(of: input.head, context))
            return try .json(tokens, headers: .notStored)
        }
    }

    private func addList(to api: inout API) {
        api.on(
            .get, "/v1/sessions",
            Operation(
                id: "listSessions", summary: "The live sessions of the caller", tag: "Sessions", access: .user,
                responses: [.ok(SessionList.self)])
        ) { [sessions] _, context in
            let caller = try context.caller()
            return try .json(try await sessions.list(of: caller.account, current: caller.session), headers: .notStored)
        }
    }

    private func addEnd(to api: inout API) {
        api.on(
            .delete, "/v1/sessions/current",
            Operation(
                id: "endCurrentSession", summary: "Log out", tag: "Sessions", access: .user,
                responses: [.noContent("Logged out.")], problems: [403])
        ) { [self] input, context in
            let caller = try context.caller()
            try await sessions.logout(
                try caller.requireSession(), of: caller.account, from: sources.source(of: input.head, context))
            return .empty()
        }
        api.on(
            .delete, "/v1/sessions/{id}",
            Operation(
                id: "endSession", summary: "End one of the caller's sessions", tag: "Sessions", access: .user,
                parameters: [.path("id", .id(Session.ID.self), "The session")], responses: [.noContent("Ended.")],
                problems: [403, 404])
        ) { [self] input, context in
            let caller = try context.caller()
            _ = try caller.requireSession()
            try await sessions.revoke(
                try input.id("id"), of: caller.account, from: sources.source(of: input.head, context))
            return .empty()
        }
    }
}
