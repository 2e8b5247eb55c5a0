/// Who sent something, by the day's salt and by the day before's; see ``VisitorHash``.
package struct DailyVisitor: Hashable, Sendable {
    package var id: String
    package var earlierID: String?
    /// The network that is kept of the sender's address.
    package var network: String?

    package init(id: String, earlierID: String? = nil, network: String? = nil) {
        self.id = id
        self.earlierID = earlierID
        self.network = network
    }

    init(userAgent: String, address: NetworkAddress?, salts: VisitorSalts) {
        self.init(
            id: VisitorHash.sender(userAgent: userAgent, address: address, salt: salts.current),
            earlierID: salts.previous.map {
                VisitorHash.sender(userAgent: userAgent, address: address, salt: $0)
            },
            network: address?.visitorNetwork.description)
    }

    /// The identity that the sender has as a site's visitor.
    func identity(at site: String) -> VisitorIdentity {
        VisitorIdentity(
            basis: .daily, id: VisitorHash.visitor(sender: id, site: site),
            earlierID: earlierID.map { VisitorHash.visitor(sender: $0, site: site) })
    }
}
