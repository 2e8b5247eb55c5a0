package import MeshCore
package import NIOCore

/// The coarse timers of one event loop: a hashed wheel of 10 ms ticks (Varghese and Lauck, "Hashed and Hierarchical
/// Timing Wheels", SOSP 1987, scheme 6).
///
/// A request sets a timer and nearly always cancels it, so both are a few stores here and no allocation, while the loop
/// itself is asked for one task at most, at the first tick that has something in it. A timer fires at its time or up to
/// a tick later, never earlier. Everything happens on the loop.
package final class LoopTimers {
    /// A timer that is set.
    package struct Token {
        fileprivate var index: Int32
    }

    private struct Entry {
        var previous: Int32
        var next: Int32
        /// Which list holds it: a slot of the wheel, the list of those that are due, or none when it is free.
        var list: Int32
        /// The tick at which it fires.
        var tick: Int64
        var target: (any LoopTimerTarget)?
    }

    /// Nanoseconds per tick: fine enough beside timeouts of a second, coarse enough that a busy loop wakes 100 times a second for them.
    package static let tickLength: Int64 = 10_000_000
    /// Ticks per turn of the wheel; later timers stay in their slot for more than one turn.
    private static let slotCount = 1024
    /// No timer is set farther off than this many ticks (some 20 years), so that no sum overflows.
    private static let farthest: Int64 = 1 << 36
    private static let none: Int32 = -1
    private static let dueList = Int32(slotCount)

    private let eventLoop: any EventLoop
    private var entries: [Entry] = []
    private var firstFree: Int32 = none
    private var heads = [Int32](repeating: none, count: slotCount + 1)
    /// One bit per slot that has a timer in it.
    private var occupied = [UInt64](repeating: 0, count: slotCount / 64)
    /// The last tick that was looked at.
    private var lastTick: Int64
    /// The tick at which the loop wakes us, if it was asked to.
    private var wakeTick: Int64 = .max
    private var wake: Scheduled<Void>?
    package private(set) var count = 0

    package init(eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        lastTick = MonotonicInstant(eventLoop.now).nanoseconds / Self.tickLength
    }

    /// The time on the loop's clock.
    package var now: MonotonicInstant { MonotonicInstant(eventLoop.now) }

    /// Sets a timer: the target is told once, at or just after the instant.
    package func schedule(_ target: any LoopTimerTarget, at instant: MonotonicInstant) -> Token {
        eventLoop.assertInEventLoop()
        if count == 0 { lastTick = max(lastTick, now.nanoseconds / Self.tickLength) }
        let due = (instant.nanoseconds - 1) / Self.tickLength + 1
        let tick = min(max(lastTick + 1, due), lastTick + Self.farthest)
        let slot = Int32(truncatingIfNeeded: tick & Int64(Self.slotCount - 1))
        let index = takeFreeEntry()
        entries[Int(index)].tick = tick
        entries[Int(index)].target = target
        link(index, into: slot)
        count += 1
        // A timer beyond this turn is looked at when its slot comes round, and found to be not due yet.
        if tick < wakeTick { wakeUp(at: tick) }
        return Token(index: index)
    }

    /// Forgets a timer that has not fired. The owner drops its token when the timer fires.
    package func cancel(_ token: Token) {
        eventLoop.assertInEventLoop()
        precondition(entries[Int(token.index)].target != nil, "a timer is cancelled once, and not after it fired")
        unlink(token.index)
        free(token.index)
    }

    private func takeFreeEntry() -> Int32 {
        guard firstFree != Self.none else {
            entries.append(Entry(previous: Self.none, next: Self.none, list: Self.none, tick: 0, target: nil))
            return Int32(entries.count - 1)
        }
        let index = firstFree
        firstFree = entries[Int(index)].next
        return index
    }

    private func free(_ index: Int32) {
        entries[Int(index)].target = nil
        entries[Int(index)].next = firstFree
        firstFree = index
        count -= 1
    }

    private func link(_ index: Int32, into list: Int32) {
        let head = heads[Int(list)]
        entries[Int(index)].previous = Self.none
        entries[Int(index)].next = head
        entries[Int(index)].list = list
        if head != Self.none { entries[Int(head)].previous = index }
        heads[Int(list)] = index
        if list != Self.dueList { occupied[Int(list) >> 6] |= 1 << UInt64(list & 63) }
    }

    private func unlink(_ index: Int32) {
        let entry = entries[Int(index)]
        if entry.next != Self.none { entries[Int(entry.next)].previous = entry.previous }
        if entry.previous != Self.none {
            entries[Int(entry.previous)].next = entry.next
        } else {
            heads[Int(entry.list)] = entry.next
            if entry.next == Self.none, entry.list != Self.dueList {
                occupied[Int(entry.list) >> 6] &= ~(1 << UInt64(entry.list & 63))
            }
        }
        entries[Int(index)].list = Self.none
    }

    private func wakeUp(at tick: Int64) {
        wake?.cancel()
        wakeTick = tick
        // Runs on this loop, to which everything here is confined.
        let timers = NIOLoopBound(self, eventLoop: eventLoop)
        wake = eventLoop.scheduleTask(deadline: .uptimeNanoseconds(UInt64(tick * Self.tickLength))) {
            timers.value.loopWoke()
        }
    }

    private func loopWoke() {
        wakeTick = .max
        wake = nil
        let nowTick = now.nanoseconds / Self.tickLength
        // After a long stall each slot is looked at once.
        let first = max(lastTick + 1, nowTick - Int64(Self.slotCount) + 1)
        lastTick = max(lastTick, nowTick)
        if first <= nowTick {
            for tick in first...nowTick { collectDue(inSlotOf: tick, at: nowTick) }
        }
        // A target may set and cancel timers, also ones that are due in this very tick.
        while case let index = heads[Int(Self.dueList)], index != Self.none {
            let target = entries[Int(index)].target
            unlink(index)
            free(index)
            target?.timerFired()
        }
        if let next = nextOccupiedTick(), next < wakeTick { wakeUp(at: next) }
    }

    private func collectDue(inSlotOf tick: Int64, at nowTick: Int64) {
        var index = heads[Int(tick & Int64(Self.slotCount - 1))]
        while index != Self.none {
            let next = entries[Int(index)].next
            if entries[Int(index)].tick <= nowTick {
                unlink(index)
                link(index, into: Self.dueList)
            }
            index = next
        }
    }

    /// The first tick after the last one whose slot has a timer in it.
    private func nextOccupiedTick() -> Int64? {
        let start = lastTick + 1
        var offset: Int64 = 0
        while offset < Int64(Self.slotCount) {
            let slot = Int((start + offset) & Int64(Self.slotCount - 1))
            let word = occupied[slot >> 6] >> UInt64(slot & 63)
            if word != 0 { return start + offset + Int64(word.trailingZeroBitCount) }
            offset += Int64(64 - (slot & 63))
        }
        return nil
    }
}
