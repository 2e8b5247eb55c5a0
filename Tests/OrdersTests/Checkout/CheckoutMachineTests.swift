import MeshCore
import Testing

@testable import Orders

@Suite("The rules of a checkout")
struct CheckoutMachineTests {
    private static let declined = CheckoutRefusal(.paymentDeclined, reason: "card_declined")

    /// The steps that a machine goes through, each told what came of it.
    private func steps(_ events: [CheckoutEvent], from start: CheckoutMachine = CheckoutMachine()) -> [CheckoutStep] {
        var machine = start
        return [machine.step]
            + events.map { event in
                machine.happened(event)
                return machine.step
            }
    }

    @Test("goes forward step by step when all goes well")
    func forward() {
        #expect(
            steps(Array(repeating: .done, count: 7))
                == [.reserve, .authorise, .place, .claim, .capture, .commit, .finish, .paid])
    }

    @Test("stops at once when the goods are not there and nobody has been asked for money")
    func insufficient() {
        #expect(
            steps([.refused(CheckoutRefusal(.insufficientStock)), .done]) == [.reserve, .cancel, .cancelled])
    }

    @Test("undoes in reverse what a declined payment leaves")
    func declined() {
        #expect(
            steps([.done, .refused(Self.declined), .done, .done, .done, .done])
                == [.reserve, .authorise, .turnBack, .undoPayment, .release, .cancel, .cancelled])
    }

    @Test("waits for the buyer, and gives up when the time is over")
    func buyer() {
        #expect(
            steps([.done, .needsBuyer, .done, .needsBuyer, .unknown, .timedOut, .done, .done])
                == [
                    .reserve, .authorise, .recordWait, .awaitBuyer, .awaitBuyer, .awaitBuyer, .turnBack, .undoPayment,
                    .release,
                ])
        #expect(
            steps([.done, .needsBuyer, .done, .needsBuyer, .done])
                == [.reserve, .authorise, .recordWait, .awaitBuyer, .awaitBuyer, .place])
    }

    @Test("asks again where nobody knows, and is not given up once the order stands")
    func patient() {
        var machine = CheckoutMachine(resuming: .claim, refusal: nil)
        for event in [CheckoutEvent.unknown, .timedOut, .cancelledByBuyer] {
            machine.happened(event)
            #expect(machine.step == .claim && machine.refusal == nil)
        }
    }

    @Test("an earlier life may have got further: a resumed checkout undoes the payment before it gives up")
    func resumed() {
        #expect(
            steps(
                [.refused(CheckoutRefusal(.reservationLost)), .done],
                from: CheckoutMachine(resuming: .reserve, refusal: nil))
                == [.reserve, .turnBack, .undoPayment])
    }

    @Test("whatever happens, in every order: one outcome, no dead end", arguments: [false, true])
    func everything(isMeddledWith: Bool) throws {
        var start = CheckoutWorld()
        start.isMeddledWith = isMeddledWith
        var numbers: [CheckoutWorld: Int] = [start: 0]
        var worlds = [start]
        var predecessors: [[Int]] = [[]]
        var next = 0
        while next < worlds.count {
            for successor in worlds[next].successors {
                try check(from: worlds[next], to: successor)
                if let known = numbers[successor] {
                    predecessors[known].append(next)
                } else {
                    numbers[successor] = worlds.count
                    worlds.append(successor)
                    predecessors.append([next])
                }
            }
            next += 1
        }
        let ends = reachesEnd(worlds, predecessors)
        let stuck = worlds.indices.filter { !ends.contains($0) }
        #expect(stuck.isEmpty, "no way out of \(stuck.first.map { "\(worlds[$0])" } ?? "")")
        #expect(worlds.contains { $0.kept.step == .paid } && worlds.contains { $0.kept.step == .cancelled })
        #expect(worlds.count > 300)
    }

    private func reachesEnd(_ worlds: [CheckoutWorld], _ predecessors: [[Int]]) -> Set<Int> {
        var reached = Set(worlds.indices.filter { worlds[$0].hasEnded })
        var open = Array(reached)
        while let world = open.popLast() {
            for predecessor in predecessors[world] where reached.insert(predecessor).inserted {
                open.append(predecessor)
            }
        }
        return reached
    }

    private func check(from old: CheckoutWorld, to new: CheckoutWorld) throws {
        let words = "\(old) -> \(new)"
        if old.payment != .captured, new.payment == .captured, !new.isMeddledWith {
            try #require(old.stock == .claimed || old.stock == .committed, "captured without claim: \(words)")
        }
        if old.stock != .committed, new.stock == .committed {
            try #require(old.payment == .captured, "sold without money: \(words)")
        }
        if old.stock == .committed { try #require(new.stock == .committed, "released what was sold: \(words)") }
        if old.hasEnded {
            try #require(new.kept == old.kept && new.order == old.order, "goes on after its end: \(words)")
        }
        switch new.kept.step {
        case .paid:
            try #require(
                new.order == .paid && new.stock == .committed && new.payment == .captured, "not really paid: \(words)")
        case .cancelled:
            try #require(new.order == .none || new.order == .cancelled, "an order is left: \(words)")
            try #require([.none, .released, .expired].contains(new.stock), "goods are left: \(words)")
            try #require(
                [.none, .declined, .voided, .refunded].contains(new.payment), "money is left: \(words)")
            try #require(new.kept.refusal != nil, "nobody can say why: \(words)")
        default: break
        }
    }
}
