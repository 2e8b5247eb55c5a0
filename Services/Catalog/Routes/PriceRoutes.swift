import CatalogAPI
import HTTPTypes
import MeshCore
import MeshRuntime
import NIOCore

/// Prices as buyers and other services ask for them, over HTTP.
struct PriceRoutes: Sendable {
    let prices: PriceStore

    func add(to api: inout API) {
        api.on(
            .post, "/v1/prices/quote",
            Operation(
                id: "quotePrices", summary: "What things cost, all at one moment", tag: "prices", access: .public,
                request: .json(QuotePrices.self), responses: [.ok(PriceQuote.self, "The prices, line by line.")],
                problems: [403])
        ) { [prices] input, context in
            try Self.admit(input.body.customerGroup, context)
            return .encodedJSON(ByteBuffer(bytes: try prices.quote(input.body).json.utf8))
        }
    }

    /// A group's prices are no secret of the group's alone, but nobody may give themselves those of another: services of
    /// the mesh know whom they serve. The gateway does not, it passes on what anybody sends.
    private static func admit(_ customerGroup: String?, _ context: MeshRequestContext) throws {
        guard customerGroup != nil else { return }
        if let peer = context.peer, peer != "gateway" { return }
        throw Problem.forbidden("Only services of the mesh may ask for the prices of a customer group.")
    }
}
