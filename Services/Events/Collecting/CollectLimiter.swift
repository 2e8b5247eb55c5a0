import EventCollection
import MeshCore
import Synchronization

/// Bounds what one site, and one address, may send to this instance.
final class CollectLimiter: Sendable {
    private let sites: Mutex<RateBook<String>>?
    private let addresses: Mutex<RateBook<NetworkAddress>>?

    /// - Parameters:
    ///   - perSite: Events of a site in a second; nil for any number.
    ///   - perAddress: Events from an address in a second; nil for any number.
    init(perSite: Double?, perAddress: Double?) {
        sites = perSite.map { Mutex(RateBook(perSecond: $0)) }
        addresses = perAddress.map { Mutex(RateBook(perSecond: $0)) }
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
        let byAddress = address.flatMap { address in addresses?.withLock { $0.pause(of: address, at: now) } }
        let bySite = sites?.withLock { book in events.keys.compactMap { book.pause(of: $0, at: now) }.max() }
        if let pause = [byAddress, bySite ?? nil].compactMap(\.self).max() { return pause }
        if let address { addresses?.withLock { $0.take(max(1, count), of: address, at: now) } }
        sites?.withLock { book in
            for (site, count) in events { book.take(count, of: site, at: now) }
        }
        return nil
    }
}
