import HTTPTypes
import IdentityAPI
import MeshCore
import MeshRuntime

/// What workflows ask that write to people: where somebody has mail, who administers, and what looks like an attack.
struct WatchRoutes: Sendable {
    let registrar: Registrar

    private static let access = Access.mesh("orchestrator")

    func add(to api: inout API) {
        api.on(
            .get, "/internal/accounts/{id}",
            Operation(
                id: "findAccount", summary: "An account, with where its mail goes", tag: "Mesh", access: Self.access,
                parameters: [.path("id", .id(Account.ID.self), "The account")], responses: [.ok(Account.self)],
                problems: [404])
        ) { [registrar] input, _ in
            try .json(try registrar.account(try input.id("id")), headers: .notStored)
        }
        api.on(
            .get, "/internal/administrators",
            Operation(
                id: "listAdministrators", summary: "The people who administer", tag: "Mesh", access: Self.access,
                responses: [.ok(AccountList.self)])
        ) { [registrar] _, _ in
            let records = try registrar.store.administrators()
            return try .json(AccountList(items: records.map(\.account)), headers: .notStored)
        }
        api.on(
            .get, "/internal/logins/suspicious",
            Operation(
                id: "listSuspiciousLogins", summary: "Logins that look like an attack", tag: "Mesh",
                access: Self.access,
                parameters: [
                    .query("seconds", .integer(1...86_400), default: "900", "How far back is looked."),
                    .query(
                        "failures", .integer(2...1000), default: "10",
                        "How many failures of a source, or of an account before it was let in, are too many."),
                ], responses: [.ok(SuspiciousLoginList.self)])
        ) { [registrar] input, _ in
            let since = registrar.clock.now() - .seconds(input.integer("seconds") ?? 900)
            let found = try await registrar.store.suspiciousLogins(
                since: since, failures: input.integer("failures") ?? 10)
            return try .json(SuspiciousLoginList(items: found), headers: .notStored)
        }
    }
}
