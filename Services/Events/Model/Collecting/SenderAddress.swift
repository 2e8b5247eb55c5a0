import EventCollection

/// Finds out from where a request came, seen through the proxies in front.
struct SenderAddress: Hashable, Sendable {
    /// Networks of proxies whose `X-Forwarded-For` is believed; the mesh's gateway is believed besides.
    let proxies: [AddressRange]

    /// The address of the sender: the nearest one that is no proxy's.
    ///
    /// - Parameters:
    ///   - connection: The address of the connection's other end.
    ///   - isGateway: Whether it is the mesh's gateway, as its certificate proves.
    ///   - forwarded: The fields `X-Forwarded-For` in their order; each proxy adds at the end whom it saw.
    /// - Returns: nil when it is unknown.
    func sender(connection: String?, isGateway: Bool, forwarded: [String]) -> NetworkAddress? {
        var nearest = connection.flatMap { NetworkAddress($0) }
        var isBelieved = isGateway || nearest.map(isProxy) ?? false
        for text in forwarded.flatMap({ $0.split(separator: ",") }).reversed() where isBelieved {
            nearest = NetworkAddress(String(text.filter { $0 != " " && $0 != "\t" }))
            isBelieved = nearest.map(isProxy) ?? false
        }
        return nearest
    }

    private func isProxy(_ address: NetworkAddress) -> Bool {
        proxies.contains { $0.contains(address) }
    }
}
