/// Where a request came from: the client's address, and what the client says it is.
struct RequestSource: Sendable, Equatable {
    /// An address of IPv4 or IPv6 as text; nil when nobody knows it (a UNIX socket).
    let address: String?
    /// What failures are counted under: the address, of IPv6 its first 64 bits, because a customer has at least that many.
    let network: String
    /// Whether it is this machine: a person at their own mesh, or a proxy beside it that hides its clients. Failures are not counted
    /// under such a source as a whole, or one client would slow down all.
    let isLocal: Bool
    /// The User-Agent, cut to what is worth keeping.
    let userAgent: String?

    static let userAgentLimit = 200

    init(address: String?, network: String, isLocal: Bool = false, userAgent: String?) {
        self.address = address
        self.network = network
        self.isLocal = isLocal
        self.userAgent = userAgent.map { agent in
            String(
                String.UnicodeScalarView(
                    agent.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }.prefix(Self.userAgentLimit)))
        }
    }

    /// The service itself.
    static let mesh = RequestSource(address: nil, network: "mesh", isLocal: true, userAgent: nil)
}
