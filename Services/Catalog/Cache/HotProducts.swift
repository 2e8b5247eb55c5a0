import CatalogAPI
import NIOCore

/// Products in memory, bounded in number and bytes: the rules of keeping them right, apart from the store.
///
/// What has not been asked for since the hand last came by is dropped first (the clock algorithm: as good as dropping
/// the least recently used one, without moving anything on a hit).
struct HotProducts {
    /// A read of the store that may be kept only if no change was taken in since it began.
    struct Reading: Equatable {
        fileprivate let generation: UInt64
    }

    private struct Slot {
        let id: Product.ID
        let product: HotProduct
        var wasUsed: Bool
    }

    private var slots: [Slot] = []
    private var places: [Product.ID: Int] = [:]
    private var hand = 0
    private var generation: UInt64 = 0
    private(set) var bytes = 0
    /// The store's data version up to which changes were taken in.
    private(set) var version: Int64?
    /// The last change that was taken in.
    private(set) var lastChange: Int64?
    private let countLimit: Int
    private let byteLimit: Int

    init(countLimit: Int, byteLimit: Int) {
        self.countLimit = countLimit
        self.byteLimit = byteLimit
    }

    var count: Int { slots.count }

    /// Takes in what has changed up to a version of the store.
    mutating func advance(to version: Int64, _ changes: CatalogStore.Changes) {
        self.version = version
        lastChange = changes.last
        guard let products = changes.products else { return removeAll() }
        guard !products.isEmpty else { return }
        generation += 1
        for id in products { remove(id) }
    }

    /// A product that is in memory.
    mutating func find(_ id: Product.ID) -> HotProduct? {
        guard let place = places[id] else { return nil }
        slots[place].wasUsed = true
        return slots[place].product
    }

    /// Begins a read of the store.
    func beginReading() -> Reading { Reading(generation: generation) }

    /// Keeps what a read has found, unless something changed meanwhile, or it is too large to be worth it.
    mutating func keep(_ product: HotProduct, of id: Product.ID, from reading: Reading) {
        let size = product.body.readableBytes
        guard reading.generation == generation, size <= byteLimit / 8 else { return }
        remove(id)
        while !slots.isEmpty, slots.count >= countLimit || bytes + size > byteLimit { dropOne() }
        places[id] = slots.count
        slots.append(Slot(id: id, product: product, wasUsed: false))
        bytes += size
    }

    private mutating func dropOne() {
        while true {
            if hand >= slots.count { hand = 0 }
            guard slots[hand].wasUsed else { return remove(slots[hand].id) }
            slots[hand].wasUsed = false
            hand += 1
        }
    }

    /// Removes one; the last slot moves to its place.
    private mutating func remove(_ id: Product.ID) {
        guard let place = places.removeValue(forKey: id) else { return }
        bytes -= slots[place].product.body.readableBytes
        let last = slots.removeLast()
        guard last.id != id else { return }
        slots[place] = last
        places[last.id] = place
    }

    private mutating func removeAll() {
        generation += 1
        slots.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        bytes = 0
        hand = 0
    }
}
