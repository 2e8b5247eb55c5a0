import MeshCore

/// Timers in a hierarchy of wheels: setting, cancelling and firing one takes the same time however many there are.
///
/// Each wheel has 64 slots, and a slot of a wheel covers all of the wheel below it; a timer lies in the lowest wheel whose
/// turn covers its moment, and moves down as its moment comes near (Varghese and Lauck, "Hashed and Hierarchical Timing
/// Wheels", SOSP 1987, scheme 7). The lowest slot is 8 ms wide; within it timers are compared one by one, so none fires
/// early.
struct TimerWheel: Sendable {
    private static let slotBits: Int64 = 6
    private static let slotCount = 64
    private static let tickBits: Int64 = 3
    /// Beyond the fourth wheel's 37 hours timers lie in its last slot until they come within it.
    private static let levelCount = 4

    /// What is known of a timer that is set: where it lies.
    private struct Place {
        let level: Int
        let slot: Int
        let due: Int64
    }

    private var slots: [[Set<TimerEntry.Key>]]
    /// For each wheel the slots that are not empty, as bits.
    private var occupied: [UInt64]
    private var places: [TimerEntry.Key: Place] = [:]
    /// The time up to which timers have fired, in ticks.
    private var tick: Int64

    init(at now: Timestamp) {
        tick = now.milliseconds >> Self.tickBits
        slots = Array(repeating: Array(repeating: [], count: Self.slotCount), count: Self.levelCount)
        occupied = Array(repeating: 0, count: Self.levelCount)
    }

    var count: Int { places.count }

    /// Sets a timer; one of its key that is set already is replaced.
    mutating func set(_ entry: TimerEntry) {
        cancel(entry.key)
        put(entry.key, due: entry.due.milliseconds)
    }

    /// Cancels a timer; false when it is not set.
    @discardableResult
    mutating func cancel(_ key: TimerEntry.Key) -> Bool {
        guard let place = places.removeValue(forKey: key) else { return false }
        take(key, from: place)
        return true
    }

    /// When ``expire(at:)`` has something to do, at the latest; nil when no timer is set.
    var nextWake: Timestamp? {
        guard !places.isEmpty else { return nil }
        var earliest = Int64.max
        for level in 0..<Self.levelCount where occupied[level] != 0 {
            let shift = Self.slotBits * Int64(level)
            let position = tick >> shift
            let rotation = occupied[level].rotatedRight(by: Int(position & 63))
            let distance = Int64(rotation.trailingZeroBitCount)
            if level == 0 {
                let slot = Int((position + distance) & 63)
                earliest = min(earliest, slots[0][slot].lazy.compactMap { places[$0]?.due }.min() ?? .max)
            } else {
                // The slot is looked through when its turn begins.
                earliest = min(earliest, ((position + distance) << shift) << Self.tickBits)
            }
        }
        return Timestamp(milliseconds: earliest)
    }

    /// Takes the timers whose moment has come, the earliest first.
    mutating func expire(at now: Timestamp) -> [TimerEntry] {
        let target = max(now.milliseconds >> Self.tickBits, tick)
        var expired: [TimerEntry] = []
        while true {
            takeDue(in: Int(tick & 63), at: now, into: &expired)
            guard tick < target else { break }
            advance(to: target)
        }
        return expired.sorted { ($0.due, $0.key.timer) < ($1.due, $1.key.timer) }
    }

    private mutating func takeDue(in slot: Int, at now: Timestamp, into expired: inout [TimerEntry]) {
        for key in slots[0][slot] {
            guard let place = places[key], place.due <= now.milliseconds else { continue }
            cancel(key)
            expired.append(TimerEntry(key: key, due: Timestamp(milliseconds: place.due)))
        }
    }

    /// Goes to the next tick at which a slot is to be looked at, at most to `target`.
    private mutating func advance(to target: Int64) {
        // A wheel's empty stretch is passed in one step, up to where the wheel above turns.
        let turn = (tick | 63) + 1
        if occupied[0] == 0 {
            tick = min(target, turn)
        } else {
            tick += 1
        }
        guard tick & 63 == 0 else { return }
        cascade()
    }

    /// Moves the timers of the slots whose turn begins down a wheel.
    private mutating func cascade() {
        for level in 1..<Self.levelCount {
            let shift = Self.slotBits * Int64(level)
            let slot = Int((tick >> shift) & 63)
            let keys = slots[level][slot]
            slots[level][slot] = []
            occupied[level] &= ~(1 << UInt64(slot))
            for key in keys {
                guard let place = places.removeValue(forKey: key) else { continue }
                put(key, due: place.due)
            }
            guard (tick >> shift) & 63 == 0 else { return }
        }
    }

    private mutating func put(_ key: TimerEntry.Key, due: Int64) {
        let dueTick = max(due >> Self.tickBits, tick)
        var level = 0
        while level < Self.levelCount - 1, !covers(dueTick, at: level) { level += 1 }
        let shift = Self.slotBits * Int64(level)
        let furthest = (tick >> shift) + Int64(Self.slotCount) - 1
        let slot = Int(min(dueTick >> shift, furthest) & 63)
        slots[level][slot].insert(key)
        occupied[level] |= 1 << UInt64(slot)
        places[key] = Place(level: level, slot: slot, due: due)
    }

    /// Whether a wheel's present turn has a slot for the tick.
    private func covers(_ dueTick: Int64, at level: Int) -> Bool {
        let shift = Self.slotBits * Int64(level)
        return (dueTick >> shift) - (tick >> shift) < Int64(Self.slotCount)
    }

    private mutating func take(_ key: TimerEntry.Key, from place: Place) {
        slots[place.level][place.slot].remove(key)
        if slots[place.level][place.slot].isEmpty { occupied[place.level] &= ~(1 << UInt64(place.slot)) }
    }
}

extension UInt64 {
    fileprivate func rotatedRight(by count: Int) -> UInt64 {
        count == 0 ? self : self >> UInt64(count) | self << UInt64(64 - count)
    }
}
