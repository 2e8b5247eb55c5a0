import HTTPTypes
import IdentityAPI
import MeshCore
import MeshRuntime

/// The end of an account, for the workflow that erases what the mesh knows of a person.
struct ErasureRoutes: Sendable {
    let registrar: Registrar

    func add(to api: inout API) {
        api.on(
            .delete, "/internal/accounts/{id}",
            Operation(
                id: "eraseAccount", summary: "Erase a person's account; done again, it changes nothing",
                tag: "Mesh", access: .mesh("orchestrator"),
                parameters: [.path("id", .id(Account.ID.self), "The account")],
                responses: [.ok(ErasedAccount.self)], problems: [404])
        ) { [registrar] input, _ in
            try .json(try await registrar.erase(try input.id("id")), headers: .notStored)
        }
    }
}
