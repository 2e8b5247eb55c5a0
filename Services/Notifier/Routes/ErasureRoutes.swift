import HTTPTypes
import MeshCore
import MeshRuntime
import NotifierAPI

/// The end of an account, for the workflow that erases what the mesh knows of a person.
struct ErasureRoutes: Sendable {
    let store: NotifierStore

    func add(to api: inout API) {
        api.on(
            .delete, "/internal/accounts/{account}",
            Operation(
                id: "eraseNotifications", summary: "Forget what an account was told, and how it wants to be told",
                tag: "Mesh", access: .mesh("orchestrator"),
                parameters: [.path("account", .string(1...256), "The account")], responses: [.noContent()])
        ) { [store] input, _ in
            try await store.erase(account: input.string("account") ?? "")
            return .empty()
        }
    }
}
