import MeshCore
import Testing

@testable import Orchestrator

@Suite("The order in which tasks go")
struct TaskQueueTests {
    private let now = Timestamp(milliseconds: 1_795_000_000_000)

    /// Takes tasks until the queue gives none, each ending at once.
    private func drain(_ queue: inout TaskQueue<String>, at now: Timestamp? = nil) -> [String] {
        var order: [String] = []
        while case .hand(let ticket, let task) = queue.next(at: now ?? self.now) {
            order.append(task)
            queue.finish(ticket, at: now ?? self.now)
        }
        return order
    }

    @Test("A higher priority goes first, then the earlier deadline, then who came first")
    func order() {
        var queue = TaskQueue<String>(concurrency: 10)
        queue.add("late", DispatchPolicy(deadline: now + .seconds(9)))
        queue.add("none", DispatchPolicy())
        queue.add("none too", DispatchPolicy())
        queue.add("soon", DispatchPolicy(deadline: now + .seconds(1)))
        queue.add("important", DispatchPolicy(priority: 5))
        #expect(drain(&queue) == ["important", "soon", "late", "none", "none too"])
        #expect(queue.waiting == 0 && queue.underWay == 0)
    }

    @Test("Tenants take turns, however many tasks one has")
    func fairness() {
        var queue = TaskQueue<String>(concurrency: 10)
        for number in 0..<100 { queue.add("big \(number)", DispatchPolicy(tenant: "big")) }
        queue.add("small 0", DispatchPolicy(tenant: "small"))
        queue.add("small 1", DispatchPolicy(tenant: "small"))
        let first = drain(&queue).prefix(5)
        #expect(Array(first) == ["big 0", "small 0", "big 1", "small 1", "big 2"])
    }

    @Test("Of tasks with one key one is under way at a time, the most urgent next")
    func exclusiveKeys() throws {
        var queue = TaskQueue<String>(concurrency: 10)
        queue.add("first", DispatchPolicy(exclusiveKey: "order 7"))
        guard case .hand(let ticket, "first") = queue.next(at: now) else {
            Issue.record("the first task goes")
            return
        }
        queue.add("later", DispatchPolicy(exclusiveKey: "order 7"))
        queue.add("urgent", DispatchPolicy(exclusiveKey: "order 7", deadline: now + .seconds(1)))
        queue.add("other", DispatchPolicy(exclusiveKey: "order 8"))
        #expect(drain(&queue) == ["other"])
        queue.finish(ticket, at: now)
        #expect(drain(&queue) == ["urgent", "later"])
    }

    @Test("A target at its limit holds up nobody else")
    func concurrency() {
        var queue = TaskQueue<String>(limits: ["encode": DispatchLimit(concurrency: 1)], concurrency: 10)
        queue.add("encode 1", DispatchPolicy(target: "encode"))
        queue.add("encode 2", DispatchPolicy(target: "encode"))
        queue.add("mail", DispatchPolicy(target: "mail"))
        guard case .hand(let ticket, "encode 1") = queue.next(at: now) else {
            Issue.record("the first task goes")
            return
        }
        #expect(drain(&queue) == ["mail"])
        queue.finish(ticket, at: now)
        #expect(drain(&queue) == ["encode 2"])
    }

    @Test("A target takes as many a second as it is said to, and the queue says when the next goes")
    func rate() {
        var queue = TaskQueue<String>(limits: ["mail": DispatchLimit(perSecond: 2)], concurrency: 10)
        for number in 0..<4 { queue.add("\(number)", DispatchPolicy(target: "mail")) }
        #expect(drain(&queue) == ["0", "1"])
        guard case .wait(let moment) = queue.next(at: now) else {
            Issue.record("the next waits")
            return
        }
        #expect(moment == now + .milliseconds(500))
        #expect(drain(&queue, at: moment) == ["2"])
        #expect(drain(&queue, at: now + .seconds(1)) == ["3"])
    }

    @Test("No more are under way than may be")
    func bound() {
        var queue = TaskQueue<Int>(concurrency: 3)
        for number in 0..<10 { queue.add(number, DispatchPolicy()) }
        var tickets: [TaskQueue<Int>.Ticket] = []
        while case .hand(let ticket, _) = queue.next(at: now) { tickets.append(ticket) }
        #expect(tickets.count == 3)
        queue.finish(tickets[0], at: now)
        guard case .hand = queue.next(at: now) else {
            Issue.record("one has ended, so another goes")
            return
        }
    }

    @Test("Every task goes once, within all limits, whatever comes", arguments: 0..<50)
    func invariants(_ seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let limits = ["a": DispatchLimit(concurrency: 2), "b": DispatchLimit(concurrency: 1, perSecond: 50)]
        var queue = TaskQueue<Int>(limits: limits, concurrency: 4)
        var underWay: [(ticket: TaskQueue<Int>.Ticket, task: Int)] = []
        var done: Set<Int> = []
        var moment = now
        var added = 0
        while done.count < 300 {
            if added < 300, random.below(2) == 0 {
                let policy = DispatchPolicy(
                    priority: random.below(3), tenant: "\(random.below(4))",
                    exclusiveKey: random.below(3) == 0 ? "\(random.below(3))" : nil,
                    target: ["a", "b", "c"][random.below(3)],
                    deadline: random.below(2) == 0 ? moment + .milliseconds(Int64(random.below(500))) : nil)
                queue.add(added, policy)
                added += 1
            } else if random.below(2) == 0, !underWay.isEmpty {
                let ended = underWay.remove(at: random.below(underWay.count))
                queue.finish(ended.ticket, at: moment)
                #expect(done.insert(ended.task).inserted, "a task went twice, seed \(seed)")
            } else if case .hand(let ticket, let task) = queue.next(at: moment) {
                // Now and then others have what it needs.
                if random.below(8) == 0 {
                    let gate = ticket.key.flatMap { random.below(2) == 0 ? DispatchGate.key($0) : nil }
                    queue.refuse(
                        ticket, task, for: gate ?? .target(ticket.target), until: moment + .milliseconds(20))
                } else {
                    underWay.append((ticket, task))
                }
            } else if random.below(10) == 0 {
                queue.reopen(at: moment)
            } else {
                moment = moment + .milliseconds(5)
            }
            #expect(underWay.count <= 4)
            #expect(underWay.count { $0.ticket.target == "a" } <= 2)
            #expect(underWay.count { $0.ticket.target == "b" } <= 1)
            let keys = underWay.compactMap(\.ticket.key)
            #expect(Set(keys).count == keys.count, "a key is in use twice, seed \(seed)")
        }
        #expect(queue.waiting == 0 && queue.underWay == underWay.count)
    }

    @Test("What others have is tried again when they let go of it, or in time; who was refused keeps its place")
    func refusals() {
        var queue = TaskQueue<String>(limits: ["mail": DispatchLimit(concurrency: 3)], concurrency: 10)
        queue.add("first", DispatchPolicy(exclusiveKey: "order 7"))
        queue.add("second", DispatchPolicy(exclusiveKey: "order 7"))
        queue.add("other", DispatchPolicy())
        guard case .hand(let ticket, "first") = queue.next(at: now) else {
            Issue.record("the first task goes")
            return
        }
        queue.refuse(ticket, "first", for: .key("order 7"), until: now + .seconds(1))
        #expect(drain(&queue) == ["other"])
        guard case .wait(let moment) = queue.next(at: now) else {
            Issue.record("the key is tried again")
            return
        }
        #expect(moment == now + .seconds(1))
        #expect(drain(&queue, at: moment) == ["first", "second"])

        queue.add("mail 1", DispatchPolicy(target: "mail"))
        queue.add("mail 2", DispatchPolicy(target: "mail"))
        guard case .hand(let refused, "mail 1") = queue.next(at: now) else {
            Issue.record("the first mail goes")
            return
        }
        queue.refuse(refused, "mail 1", for: .target("mail"), until: now + .seconds(5))
        #expect(drain(&queue).isEmpty)
        queue.reopen(at: now)
        #expect(drain(&queue) == ["mail 1", "mail 2"])
        #expect(queue.waiting == 0 && queue.underWay == 0)
    }

    @Test("Ten thousand tenants that wait for one slot get it in turns, and delay nobody")
    func parked() {
        var queue = TaskQueue<String>(limits: ["encode": DispatchLimit(concurrency: 1)], concurrency: 100)
        for number in 0..<10_000 {
            queue.add("\(number) a", DispatchPolicy(tenant: "\(number)", target: "encode"))
            queue.add("\(number) b", DispatchPolicy(tenant: "\(number)", target: "encode"))
        }
        queue.add("mail", DispatchPolicy(tenant: "7", target: "mail"))
        guard case .hand(let ticket, "0 a") = queue.next(at: now) else {
            Issue.record("the first task goes")
            return
        }
        #expect(drain(&queue) == ["mail"])
        queue.finish(ticket, at: now)
        let order = drain(&queue)
        #expect(order.count == 19_999)
        #expect(Array(order.prefix(3)) == ["1 a", "2 a", "3 a"])
        #expect(Set(order.prefix(9_999).map { $0.split(separator: " ").last }) == ["a"])
    }
}
