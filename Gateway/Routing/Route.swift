/// Where requests go whose path begins with a prefix, and how long and how often they are tried.
package struct Route: Sendable, Equatable {
    /// The beginning of the path, on whole segments: `/v1/products` takes `/v1/products` and `/v1/products/1`, not
    /// `/v1/productset`.
    package var prefix: String
    /// The service in the endpoint table.
    package var service: String
    /// How long the whole answer may take; nil for streams that do not end by themselves. A client's `x-deadline-ms`
    /// lowers it.
    package var timeout: Duration?
    /// How long one try may take until the head of its answer; nil for as long as the whole may take.
    package var perTry: Duration?
    /// How often a failed request is sent again, where that is safe.
    package var retries: Int

    /// 15 s is longer than any answer of ours takes and shorter than people wait; a try gets a third of it, so that two
    /// more have room; two retries survive two instances that fail at once.
    package init(
        prefix: String, service: String, timeout: Duration? = .seconds(15), perTry: Duration? = .seconds(5),
        retries: Int = 2
    ) {
        self.prefix = prefix
        self.service = service
        self.timeout = timeout
        self.perTry = perTry
        self.retries = retries
    }
}
