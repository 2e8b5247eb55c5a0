import HTTPTypes
import IdentityAPI
import MeshCore
import MeshRuntime

/// Accounts over HTTP.
struct AccountRoutes: Sendable {
    let registrar: Registrar
    let sources: SourceReader
    let answers: AnswerKeeper

    func add(to api: inout API) {
        addRegistration(to: &api)
        addReading(to: &api)
        addRoles(to: &api)
    }

    private func addRegistration(to api: inout API) {
        api.on(
            .post, "/v1/accounts",
            Operation(
                id: "createAccount", summary: "Register with an e-mail address and a password", tag: "Accounts",
                access: .public,
                request: .json(CreateAccount.self), responses: [.created(Account.self)],
                problems: [409, 503],
                idempotency: .accepted)
        ) { [self] input, context in
            let reply = OneReply<Account> { try .created($0, location: "/v1/accounts/\($0.id)") }
            let account = try await registrar.register(
                input.body, from: sources.source(of: input.head, context), keeping: answers.maker(input.claim, reply))
            return try reply(account)
        }
    }

    private func addReading(to api: inout API) {
        api.on(
            .get, "/v1/me",
            Operation(
                id: "readOwnAccount", summary: "The account of the caller", tag: "Accounts", access: .user,
                responses: [.ok(Account.self)])
        ) { [registrar] _, context in
            try .json(try registrar.account(try context.caller().account), headers: .notStored)
        }
        api.on(
            .get, "/v1/accounts/{id}",
            Operation(
                id: "readAccount", summary: "An account", tag: "Accounts", access: .role("admin"),
                parameters: [.path("id", .id(Account.ID.self), "The account")], responses: [.ok(Account.self)],
                problems: [404])
        ) { [registrar] input, _ in
            try .json(try registrar.account(try input.id("id")), headers: .notStored)
        }
    }

    private func addRoles(to api: inout API) {
        api.on(
            .put, "/v1/accounts/{id}/roles",
            Operation(
                id: "setRoles", summary: "Give an account exactly these roles", tag: "Accounts", access: .role("admin"),
                parameters: [.path("id", .id(Account.ID.self), "The account")],
                request: .json(SetRoles.self), responses: [.ok(Account.self)], problems: [404, 409])
        ) { [self] input, context in
            let account = try await registrar.setRoles(
                of: try input.id("id"), to: Set(input.body.roles), by: try context.caller().account,
                from: sources.source(of: input.head, context))
            return try .json(account, headers: .notStored)
        }
    }
}
