/// A service of the mesh and a path of it, as an address tells them.
struct WebTarget: Hashable, Sendable {
    let service: String
    let path: String

    /// Nil when the text is no address of a service by its name alone.
    init?(_ address: String) {
        guard let scheme = ["http://", "https://", "mesh://"].first(where: address.hasPrefix) else { return nil }
        let rest = address.dropFirst(scheme.count)
        let end = rest.firstIndex(of: "/") ?? rest.endIndex
        service = String(rest[..<end])
        path = end == rest.endIndex ? "/" : String(rest[end...])
        guard !service.isEmpty, service.utf8.allSatisfy({ (97...122).contains($0) || $0 == 45 }) else { return nil }
    }
}
