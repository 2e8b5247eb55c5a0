import EventCollection
import MeshCore
import Synchronization

/// Bounds what one site, and one address, may send to this instance.
final class CollectLimiter: Sendable {
    private struct Books {
        var sites: RateBook<String>?
        var addresses: RateBook<NetworkAddress>?
    }

    private let books: Mutex<Books>

    /// - Parameters:
    ///   - perSite: Events of a site in a second; nil for any number.
    ///   - perAddress: Events from an address in a second; nil for any number.
    init(perSite: Double?, perAddress: Double?) {
        books = Mutex(
            Books(
                sites: perSite.map { RateBook(perSecond: $0) }, addresses: perAddress.map { RateBook(perSecond: $0) }))
    }

    /// Takes what a request brings into account, or refuses the request as a whole, which then counts for nothing.
    ///
    /// - Parameters:
    ///   - address: Who sends; nil when that is unknown.
    ///   - events: Its events by their sites.
    ///   - count: How many events the request has in all; one that cannot be read counts as one.
    /// - Returns: When it may be sent again; nil when it is taken now.
    func refuse(
        from address: NetworkAddress?, events: [String: Int], count: Int, at now: MonotonicInstant
    ) -> Duration? {
        books.withLock { books in
            let byAddress = address.flatMap { books.addresses?.pause(of: $0, at: now) }
            let bySite = events.keys.compactMap { books.sites?.pause(of: $0, at: now) }.max()
            if let pause = [byAddress, bySite].compactMap(\.self).max() { return pause }
            if let address { books.addresses?.take(max(1, count), of: address, at: now) }
            for (site, count) in events { books.sites?.take(count, of: site, at: now) }
            return nil
        }
    }
}
