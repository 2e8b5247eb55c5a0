import FoundationEssentials

extension LambdaRuntime {
    /// A handler of Swift's own types.
    package init<Event: Decodable & Sendable, Output: Encodable & Sendable>(
        _ body: @escaping @Sendable (Event, LambdaContext) async throws -> Output
    ) {
        self.init { event, context, _ in
            let output = try await body(try JSONDecoder().decode(Event.self, from: Data(event)), context)
            return Array(try JSONEncoder().encode(output))
        }
    }
}
