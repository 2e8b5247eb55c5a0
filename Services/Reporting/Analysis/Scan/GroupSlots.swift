import MeshCore

/// What a scan collects, a slot for each group that it meets.
struct GroupSlots {
    /// The group of each slot.
    private(set) var numbers: [Int] = []
    private(set) var sums: [GroupSums] = []
    /// The visitors of each slot, ascending.
    private(set) var visitors: [[UInt64]] = []
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
        sums.append(GroupSums())
        visitors.append([])
        return numbers.count - 1
    }

    /// Counts a visitor; they come ascending.
    mutating func count(visitor: UInt64, in slot: Int) {
        guard sums[slot].lastVisitor != visitor || visitors[slot].isEmpty else { return }
        sums[slot].lastVisitor = visitor
        visitors[slot].append(visitor)
    }

    mutating func count(events: Int, pageviews: Int, in slot: Int) {
        sums[slot].events &+= Int64(events)
        sums[slot].pageviews &+= Int64(pageviews)
    }

    mutating func add(_ change: (inout VisitSums) -> Void, in slot: Int) {
        change(&sums[slot].visits)
    }

    mutating func add(_ money: Money, in slot: Int) {
        revenue[slot, default: [:]][money.currency, default: RevenueSum()].add(amount: money.amount)
    }

    mutating func add(_ number: Double, in slot: Int) {
        digests[slot, default: TDigest()].insert(number)
    }

    /// The cell of a slot.
    func cell(_ slot: Int, accuracy: DistinctCount.Accuracy) -> ReportCell {
        var cell = ReportCell(accuracy: accuracy)
        cell.visitors.insert(ascending: visitors[slot])
        cell.events = sums[slot].events
        cell.pageviews = sums[slot].pageviews
        cell.visits = sums[slot].visits
        cell.revenue = revenue[slot] ?? [:]
        cell.numbers = digests[slot]
        cell.numbers?.compress()
        return cell
    }

    /// Four megabytes.
    private static let greatestTable = 1 << 20
}
