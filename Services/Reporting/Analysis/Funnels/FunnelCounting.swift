import MeshCore

/// How far visitors have come in a funnel, all of them side by side.
///
/// For each step of a visitor it keeps the latest first step from which a chain of steps has come there: of all chains, that one
/// has the most time left. An event serves as one step of a chain, so steps that are alike need as many events. Segments are taken
/// one after another, so what a visitor did has to come in the order of time: days, and then what is live.
struct FunnelCounting: Sendable {
    private let definition: FunnelDefinition
    private let stepCount: Int
    private let window: Int64
    private let values: FunnelValues
    /// What visitors did that can be a step, of all segments before it is counted: so few do that their table is small.
    private var deeds: [Deed] = []
    private var table = VisitorTable()
    /// For each place of a visitor, the number under which the rest is kept plus one; zero without one.
    private var numbers: [UInt32] = []
    /// For each visitor and step, when the latest chain to it began, in milliseconds since 1970; ``none`` without one.
    private var starts: [Int64] = []
    /// For each visitor, how many steps were taken at most.
    private var reached: [UInt8] = []
    /// For each visitor, the number of the breakdown's value.
    private var valueNumbers: [UInt32] = []

    private static let none = Int64.min

    /// What a visitor did that can be a step.
    private struct Deed: Sendable {
        let visitor: UInt64
        /// Milliseconds since 1970.
        let time: Int64
        /// The number of the breakdown's value in its visit.
        let value: UInt32
        /// A bit a step.
        let marks: UInt16
    }

    /// - Parameter values: Of the breakdown, in all segments.
    init(_ definition: FunnelDefinition, _ values: FunnelValues) {
        self.definition = definition
        self.values = values
        stepCount = definition.steps.count
        window = definition.window.wholeMilliseconds
    }

    /// Forgets all visitors.
    mutating func reset() {
        deeds.removeAll(keepingCapacity: true)
    }

    /// Takes what the visitors of a segment did.
    ///
    /// - Parameter place: Which segment it is.
    mutating func take(_ segment: VisitSegment, of place: Int) {
        let marks = StepMarks(definition.steps, segment).ofEvents
        let hits = marks.enumerated().filter { $0.element != 0 || definition.order == .strict }
        take(hits.map { StepHit(event: UInt32($0.offset), marks: $0.element) }, of: segment, with: segment, of: place)
    }

    /// Takes events of a segment that can be steps.
    ///
    /// - Parameters:
    ///   - segment: It tells whose the events are.
    ///   - columns: The same with when events were, and the breakdown.
    ///   - place: Which segment it is.
    mutating func take(_ hits: [StepHit], of segment: VisitSegment, with columns: VisitSegment, of place: Int) {
        let (codes, numbers) = (
            definition.breakdown.flatMap { columns.column(of: $0)?.codes }, values.numbers(of: place)
        )
        let base = segment.base.milliseconds
        let first = definition.range.lowerBound.milliseconds - base
        let end = definition.range.upperBound.milliseconds - base
        let (times, kinds) = (columns.times.span, columns.kinds.span)
        let (firsts, visitors) = (segment.firstEvents.span, segment.visitors.span)
        var visit = 0
        /// The visit whose last event was no step.
        var broken = -1
        for hit in hits {
            let event = Int(hit.event)
            let time = Int64(times[event])
            guard kinds[event] != EventKind.signal.rawValue, time >= first, time < end else { continue }
            while firsts[visit + 1] <= hit.event { visit += 1 }
            // In strict order what is no step ends all chains; those behind the first of them find none.
            if hit.marks == 0, broken == visit { continue }
            broken = hit.marks == 0 ? visit : -1
            deeds.append(
                Deed(
                    visitor: visitors[visit], time: base + time, value: numbers[codes?.code(of: visit) ?? 0],
                    marks: hit.marks))
        }
    }

    /// By the numbers of the breakdown's values, how many of the visitors came to each step.
    ///
    /// - Parameter span: In which they lie, mostly.
    mutating func counts(_ span: ClosedRange<UInt64>) -> [[Int]] {
        table.reset(span, atMost: deeds.count)
        numbers.clear(count: table.count)
        starts.removeAll(keepingCapacity: true)
        reached.removeAll(keepingCapacity: true)
        valueNumbers.removeAll(keepingCapacity: true)
        var known: (visitor: UInt64, number: Int)?
        for place in deeds.indices {
            let deed = deeds[place]
            // Who did something mostly does more of it.
            let number = known.flatMap { $0.visitor == deed.visitor ? $0.number : nil } ?? number(of: deed.visitor)
            known = (deed.visitor, number)
            let wasOutside = reached[number] == 0
            take(deed.marks, of: number, at: deed.time)
            if wasOutside, reached[number] > 0 { valueNumbers[number] = deed.value }
        }
        var counts = Array(repeating: [Int](repeating: 0, count: stepCount), count: values.texts.count)
        for (reached, value) in zip(reached, valueNumbers) where reached > 0 {
            for step in 0..<Int(reached) { counts[Int(value)][step] += 1 }
        }
        return counts
    }

    private mutating func number(of visitor: UInt64) -> Int {
        let place = table.place(of: visitor)
        if numbers[place] == 0 {
            for _ in 0..<stepCount { starts.append(Self.none) }
            reached.append(0)
            valueNumbers.append(0)
            numbers[place] = UInt32(reached.count)
        }
        return Int(numbers[place]) - 1
    }

    private mutating func take(_ steps: UInt16, of visitor: Int, at time: Int64) {
        let row = visitor * stepCount
        var rest = steps << UInt16(16 - stepCount)
        for step in (0..<stepCount).reversed() {
            let before = step == 0 ? time : starts[row + step - 1]
            let isStep = rest.leadingZeroBitCount == 0
            rest <<= 1
            if isStep, before != Self.none, time - before <= window {
                starts[row + step] = before
                reached[visitor] = max(reached[visitor], UInt8(step + 1))
            } else if definition.order == .strict {
                starts[row + step] = Self.none
            }
        }
    }
}
