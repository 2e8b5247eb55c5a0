import HTTPTypes
import MeshCore
import MeshRuntime
import OrdersAPI

/// The end of a buyer's data, for the workflow that erases what the mesh knows of a person.
struct ErasureRoutes: Sendable {
    let store: OrdersStore
    /// How long invoices are kept.
    let retention: Duration

    func add(to api: inout API) {
        api.on(
            .delete, "/internal/accounts/{account}",
            Operation(
                id: "eraseBuyer", summary: "Erase what is kept of an account, but for what the law wants kept",
                tag: "orders", access: .mesh("orchestrator"),
                parameters: [.path("account", .string(1...64), "The account")],
                responses: [.ok(ErasedBuyer.self)], problems: [409])
        ) { [store, retention] input, _ in
            let erased = try await store.erase(input.string("account") ?? "", keepingInvoicesFor: retention)
            return try .json(erased, headers: [.cacheControl: "no-store"])
        }
    }
}
