import MeshCore

/// What a scan collects, a slot for each group that it meets.
struct GroupSlots {
    /// The group of each slot.
    private(set) var numbers: [Int] = []
    private var visits: [VisitSums] = []
    private var events: [(all: Int64, pageviews: Int64)] = []
    /// The visitor that was counted last in each slot, by their place in the order of visitors.
    private var lastVisitors: [Int32] = []
    /// Slots and visitors, as they were counted: they are dealt out to their slots at the end, all at once.
    private var countedSlots: [UInt32] = []
    private var countedVisitors: [UInt64] = []
    private(set) var revenue: [Int: [Currency: RevenueSum]] = [:]
    private(set) var digests: [Int: TDigest] = [:]

    /// The slot of each group plus one, so that zero is none; empty when there are too many groups for it.
    private var table: [Int32]
    private var dictionary: [Int: Int] = [:]

    /// - Parameter groupCount: How many groups there can be.
    init(groupCount: Int) {
        table = groupCount <= Self.greatestTable ? Array(repeating: 0, count: groupCount) : []
    }

    mutating func slot(_ number: Int) -> Int {
        if table.isEmpty {
            if let slot = dictionary[number] { return slot }
            dictionary[number] = numbers.count
        } else {
            let slot = Int(table[number])
            if slot != 0 { return slot - 1 }
            table[number] = Int32(numbers.count + 1)
        }
        numbers.append(number)
        visits.append(VisitSums())
        events.append((0, 0))
        lastVisitors.append(-1)
        return numbers.count - 1
    }

    /// Makes room for so many visitors that will be counted, about.
    mutating func reserve(_ count: Int) {
        countedSlots.reserveCapacity(count)
        countedVisitors.reserveCapacity(count)
    }

    /// Counts a visitor; they come ascending.
    ///
    /// - Parameter place: In the order of visitors.
    mutating func count(visitor: UInt64, place: Int32, in slot: Int) {
        guard lastVisitors[slot] != place else { return }
        lastVisitors[slot] = place
        countedSlots.append(UInt32(truncatingIfNeeded: slot))
        countedVisitors.append(visitor)
    }

    mutating func count(events count: Int, pageviews: Int, in slot: Int) {
        events[slot].all &+= Int64(count)
        events[slot].pageviews &+= Int64(pageviews)
    }

    mutating func add(_ change: (inout VisitSums) -> Void, in slot: Int) {
        change(&visits[slot])
    }

    mutating func add(_ money: Money, in slot: Int) {
        revenue[slot, default: [:]][money.currency, default: RevenueSum()].add(amount: money.amount)
    }

    mutating func add(_ number: Double, in slot: Int) {
        digests[slot, default: TDigest()].insert(number)
    }

    /// The visitors of each slot, ascending.
    var visitors: [ArraySlice<UInt64>] {
        var ends = [Int](repeating: 0, count: numbers.count)
        for slot in countedSlots { ends[Int(slot)] += 1 }
        var begins: [Int] = []
        var sum = 0
        for slot in ends.indices {
            begins.append(sum)
            sum += ends[slot]
            ends[slot] = begins[slot]
        }
        var dealt = [UInt64](repeating: 0, count: sum)
        for (slot, visitor) in zip(countedSlots, countedVisitors) {
            dealt[ends[Int(slot)]] = visitor
            ends[Int(slot)] += 1
        }
        return zip(begins, ends).map { dealt[$0..<$1] }
    }

    /// The cell of a slot.
    ///
    /// - Parameter visitors: Those of the slot, ascending.
    func cell(
        _ slot: Int, _ visitors: ArraySlice<UInt64>, accuracy: DistinctCount.Accuracy
    ) -> ReportCell {
        var cell = ReportCell(accuracy: accuracy)
        cell.visitors.insert(ascending: Array(visitors))
        cell.events = events[slot].all
        cell.pageviews = events[slot].pageviews
        cell.visits = visits[slot]
        cell.revenue = revenue[slot] ?? [:]
        cell.numbers = digests[slot]
        cell.numbers?.compress()
        return cell
    }

    /// Four megabytes.
    private static let greatestTable = 1 << 20
}
