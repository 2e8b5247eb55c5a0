/// Where the gateway sends requests whose path begins with a prefix.
package struct GatewayRoute: Sendable, Equatable {
    package var prefix: String
    package var service: String
    /// The time for the whole answer, retries included.
    package var timeout: Duration?
    /// The time for one try.
    package var perTry: Duration?
    /// How many further tries an idempotent request gets.
    package var retries: Int?

    package init(
        prefix: String, service: String, timeout: Duration? = nil, perTry: Duration? = nil, retries: Int? = nil
    ) {
        self.prefix = prefix
        self.service = service
        self.timeout = timeout
        self.perTry = perTry
        self.retries = retries
    }
}
