import MeshCore

/// A heap of which the element with the earliest deadline comes first, of several the one that came first.
struct EarliestFirst<Element: Sendable>: Sendable {
    private struct Entry: Sendable {
        let deadline: Int64
        let arrival: UInt64
        let element: Element

        func precedes(_ other: Entry) -> Bool {
            deadline == other.deadline ? arrival < other.arrival : deadline < other.deadline
        }
    }

    private var entries: [Entry] = []

    var isEmpty: Bool { entries.isEmpty }
    var count: Int { entries.count }

    /// The deadline and the place in the order of arrival of the first.
    var first: (deadline: Int64, arrival: UInt64)? {
        entries.first.map { ($0.deadline, $0.arrival) }
    }

    mutating func add(_ element: Element, deadline: Int64, arrival: UInt64) {
        entries.append(Entry(deadline: deadline, arrival: arrival, element: element))
        var child = entries.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard entries[child].precedes(entries[parent]) else { return }
            entries.swapAt(child, parent)
            child = parent
        }
    }

    mutating func takeFirst() -> Element? {
        guard let first = entries.first, let last = entries.popLast() else { return nil }
        if !entries.isEmpty {
            entries[0] = last
            sink()
        }
        return first.element
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var earliest = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < entries.count {
                if entries[child].precedes(entries[earliest]) { earliest = child }
            }
            guard earliest != parent else { return }
            entries.swapAt(parent, earliest)
            parent = earliest
        }
    }
}
