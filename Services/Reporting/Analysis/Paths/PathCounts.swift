/// How many visits took each path, by the numbers of pages.
struct PathCounts: Sendable {
    /// The pages of all paths, one path behind the other.
    private var pages: [UInt32] = []
    private var paths: [(pages: Range<Int>, count: Int)] = []
    /// The path plus one, at the first place from its own that is free; zero is none.
    private var slots = [UInt32](repeating: 0, count: 256)

    mutating func add(_ path: ArraySlice<UInt32>, count: Int = 1) {
        var slot = home(of: path)
        while slots[slot] != 0 {
            let number = Int(slots[slot] &- 1)
            if pages[paths[number].pages].elementsEqual(path) {
                paths[number].count += count
                return
            }
            slot = (slot &+ 1) & (slots.count &- 1)
        }
        paths.append((pages.count..<(pages.count + path.count), count))
        pages += path
        slots[slot] = UInt32(paths.count)
        if paths.count * 2 > slots.count { grow() }
    }

    mutating func add(_ other: PathCounts) {
        other.forEach { add($0, count: $1) }
    }

    func forEach(_ take: (_ path: ArraySlice<UInt32>, _ count: Int) -> Void) {
        for path in paths { take(pages[path.pages], path.count) }
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        for (number, path) in paths.enumerated() {
            var slot = home(of: pages[path.pages])
            while slots[slot] != 0 { slot = (slot &+ 1) & (slots.count &- 1) }
            slots[slot] = UInt32(number + 1)
        }
    }

    private func home(of path: ArraySlice<UInt32>) -> Int {
        // An odd multiplier spreads each page over the upper bits, which are folded in before the next.
        var hash: UInt64 = 0
        for page in path {
            hash = (hash ^ UInt64(page)) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 32
        }
        return Int(truncatingIfNeeded: hash) & (slots.count &- 1)
    }
}
