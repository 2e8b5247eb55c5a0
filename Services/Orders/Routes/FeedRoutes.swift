import HTTPTypes
import MeshCore
import MeshRuntime
import OrdersAPI

/// What happened to orders, for workflows that tell buyers of it: each reader says by itself how far it has come, so that it
/// misses nothing when it dies in between, and does some of it again.
struct FeedRoutes: Sendable {
    let store: OrdersStore

    private static let path = "/internal/order-feed/{reader}"
    private static let reader = Parameter.path("reader", .string(1...64), "Who reads")
    private static let access = Access.mesh("orchestrator")

    func add(to api: inout API) {
        api.on(
            .get, Self.path,
            Operation(
                id: "readOrderFeed", summary: "What happened to orders since the reader has last moved on",
                tag: OrderRoutes.tag, access: Self.access,
                parameters: [
                    Self.reader, .query("limit", .integer(1...100), default: "50", "The most events."),
                    .query(
                        "since", .timestamp,
                        "Where a reader begins that is not known yet; absent, with all that is kept."),
                ], responses: [.ok(OrderFeedPage.self)])
        ) { [store] input, _ in
            let page = try await store.feed(
                of: input.string("reader") ?? "", since: input.timestamp("since"), limit: input.integer("limit") ?? 50)
            return try .json(page, headers: [.cacheControl: "no-store"])
        }
        api.on(
            .put, Self.path,
            Operation(
                id: "moveOrderFeed", summary: "Say how far the reader has come; it never goes back",
                tag: OrderRoutes.tag, access: Self.access, parameters: [Self.reader],
                request: .json(OrderFeedPosition.self, limit: 1024), responses: [.ok(OrderFeedPosition.self)])
        ) { [store] input, _ in
            let position = try await store.move(input.string("reader") ?? "", to: input.body.position)
            return try .json(OrderFeedPosition(position: position), headers: [.cacheControl: "no-store"])
        }
    }
}
