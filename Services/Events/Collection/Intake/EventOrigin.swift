import MeshCore

/// From whom an event comes: the browser and address that its message names, or those of the connection.
struct EventOrigin {
    /// nil when it is a server's.
    let userAgent: String?
    let address: NetworkAddress?
    /// nil when neither a browser nor an address is known.
    let sender: DailyVisitor?
    let network: String?
    /// The first language that the browser asks for; nil for a server's.
    let acceptedLanguage: String?
    private let classification: UserAgentClass

    init(
        _ draft: EventDraft, request: CollectRequest, tracker: TrackerProtocol, visitor: DailyVisitor,
        salts: VisitorSalts
    ) {
        let own = request.headers["user-agent"] ?? ""
        let ownClass = UserAgentClass(own)
        let isServer = tracker.isSpokenByServers && (ownClass == .library || own.isEmpty)
        userAgent = draft.userAgent ?? (isServer || own.isEmpty ? nil : own)
        let told = draft.address.flatMap { NetworkAddress($0) }
        address = told ?? (isServer ? nil : request.address)
        acceptedLanguage =
            isServer ? nil : request.headers["accept-language"].map { String($0.prefix { $0 != "," && $0 != ";" }) }
        if let userAgent = draft.userAgent {
            classification = UserAgentClass(userAgent)
        } else {
            classification = isServer ? .viewer : ownClass
        }
        if draft.userAgent != nil || told != nil {
            sender = DailyVisitor(userAgent: userAgent ?? "", address: address, salts: salts)
            network = address?.visitorNetwork.description
        } else {
            sender = isServer ? nil : visitor
            network = isServer ? nil : visitor.network
        }
    }

    /// Who is behind it, by the name of the program and by the site's own ranges.
    func traffic(at site: SiteSettings) -> TrafficKind {
        if let address, site.internalRanges.contains(where: { $0.contains(address) }) { return .internal }
        switch classification {
        case .viewer: return .visitor
        case .bot, .library: return .bot
        }
    }
}
