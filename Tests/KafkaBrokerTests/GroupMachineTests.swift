import KafkaProtocol
import MeshCore
import Testing

@testable import KafkaBroker

@Suite("A group of consumers agrees on who reads what")
struct GroupMachineTests {
    @Test("Those who come within the first delay are in one generation, and its leader assigns")
    func first() {
        var trial = GroupTrial()
        let one = trial.join(named: "m1", metadata: "a", version: 3)
        trial.pass(.milliseconds(499))
        let two = trial.join(named: "m2", metadata: "b", version: 3)
        #expect(trial.joined.isEmpty)
        trial.pass(.milliseconds(1))
        #expect(trial.joined[one]?.leader == "m1" && trial.joined[one]?.generationID == 1)
        #expect(trial.joined[one]?.members.map(\.id) == ["m1", "m2"])
        #expect(trial.joined[one]?.members.map { Array($0.metadata) } == [Array("a".utf8), Array("b".utf8)])
        #expect(trial.joined[two]?.memberID == "m2" && trial.joined[two]?.members.isEmpty == true)

        let second = trial.sync("m2")
        #expect(trial.synced.isEmpty)
        let first = trial.sync("m1", assigning: ["m1": "x", "m2": "y"])
        #expect(trial.synced[first].map { Array($0.assignment) } == Array("x".utf8))
        #expect(trial.synced[second].map { Array($0.assignment) } == Array("y".utf8))
        #expect(trial.machine.phase == .stable)
        #expect(trial.heartbeat("m1") == .none)
    }

    @Test("A newcomer is given an id to come back with, and is forgotten when it does not")
    func pending() {
        var trial = GroupTrial()
        let first = trial.join(named: "m1")
        #expect(trial.joined[first]?.error == .memberIDRequired && trial.joined[first]?.memberID == "m1")
        trial.pass(.seconds(10))
        #expect(trial.machine.isIdle)
        let late = trial.join("m1")
        #expect(trial.joined[late]?.error == .unknownMemberID)
        let again = trial.join(named: "m2")
        let known = trial.join("m2")
        trial.pass(.seconds(1))
        #expect(trial.joined[again]?.error == .memberIDRequired)
        #expect(trial.joined[known]?.error == KafkaErrorCode.none && trial.joined[known]?.leader == "m2")
    }

    @Test("A newcomer makes all join again; who does not in time is out")
    func rebalance() {
        var trial = GroupTrial.stable("m1", "m2")
        let new = trial.join(named: "m3", version: 3)
        #expect(trial.heartbeat("m1") == .rebalanceInProgress)
        // What they have read until now they may still remember.
        #expect(trial.commit("m2") == .none)
        let back = trial.join("m1")
        for _ in 0..<5 {
            trial.pass(.seconds(6))
            #expect(trial.machine.phase.name != "PreparingRebalance" || trial.heartbeat("m2") == .rebalanceInProgress)
        }
        #expect(trial.joined[back]?.members.map(\.id) == ["m1", "m3"])
        #expect(trial.joined[new]?.generationID == 2)
        #expect(trial.heartbeat("m2") == .unknownMemberID)
        #expect(trial.commit("m1", generation: 1) == .illegalGeneration)
        #expect(trial.commit("m1") == .rebalanceInProgress)
    }

    @Test("A member that is silent for its session is out, and one that waits is not")
    func silence() {
        var trial = GroupTrial.stable("m1", "m2")
        trial.pass(.seconds(6))
        #expect(trial.heartbeat("m1") == .none)
        trial.pass(.seconds(4))
        #expect(trial.machine.members.map(\.id) == ["m1"])
        #expect(trial.heartbeat("m1") == .rebalanceInProgress)
        let back = trial.join("m1")
        #expect(trial.joined[back]?.generationID == 2)
        let share = trial.sync("m1", assigning: ["m1": "all"])
        #expect(trial.synced[share].map { Array($0.assignment) } == Array("all".utf8))
    }

    @Test("A member that leaves is missed at once, and the last one leaves nothing behind")
    func leaving() {
        var trial = GroupTrial.stable("m1", "m2")
        #expect(trial.leave("m9") == .unknownMemberID)
        #expect(trial.leave("m1") == .none)
        let back = trial.join("m2")
        #expect(trial.joined[back]?.leader == "m2" && trial.joined[back]?.generationID == 2)
        #expect(trial.leave("m2") == .none)
        #expect(trial.machine.isIdle)
    }

    @Test("When the leader assigns nothing, all join again without it")
    func silentLeader() {
        var trial = GroupTrial()
        _ = trial.join(named: "m1", version: 3)
        _ = trial.join(named: "m2", version: 3)
        trial.pass(.milliseconds(500))
        let waiting = trial.sync("m2")
        trial.pass(.seconds(30))
        #expect(trial.synced[waiting]?.error == .rebalanceInProgress)
        #expect(trial.machine.members.map(\.id) == ["m2"])
        let back = trial.join("m2")
        #expect(trial.joined[back]?.leader == "m2")
    }

    @Test("The way of assignment is one that all know, and that most prefer")
    func protocols() {
        var trial = GroupTrial()
        let one = trial.join(named: "m1", offers: ["range", "sticky", "only"], version: 3)
        _ = trial.join(named: "m2", offers: ["sticky", "range"], version: 3)
        _ = trial.join(named: "m3", offers: ["sticky", "range"], version: 3)
        let foreign = trial.join(named: "m4", offers: ["only"], version: 3)
        let connector = trial.join(named: "m5", version: 3, kind: "connect")
        trial.pass(.milliseconds(500))
        #expect(trial.joined[one]?.protocolName == "sticky")
        #expect(trial.joined[foreign]?.error == .inconsistentGroupProtocol)
        #expect(trial.joined[connector]?.error == .inconsistentGroupProtocol)
    }

    @Test("A group has a limit, which counts those who were given an id")
    func limit() {
        var trial = GroupTrial()
        for index in 0..<4 { _ = trial.join(named: "m\(index)", version: index < 2 ? 3 : 4) }
        let last = trial.join(named: "m4")
        #expect(trial.joined[last]?.error == .groupMaxSizeReached)
    }

    @Test("A member whose answer was lost asks again and is told the same")
    func lostAnswer() {
        var trial = GroupTrial.stable("m1", "m2")
        let again = trial.join("m2")
        #expect(trial.joined[again]?.generationID == 1 && trial.machine.phase == .stable)
        let share = trial.sync("m2")
        #expect(trial.synced[share].map { Array($0.assignment) } == Array("for m2".utf8))
    }

    @Test("A leader that joins again, or a member that wants other topics, makes a new generation")
    func changedMind() {
        var trial = GroupTrial.stable("m1", "m2")
        _ = trial.join("m2", metadata: "other topics")
        #expect(trial.heartbeat("m1") == .rebalanceInProgress)
        _ = trial.join("m1")
        #expect(trial.machine.generation == 2)
        trial = GroupTrial.stable("m1", "m2")
        _ = trial.join("m1")
        #expect(trial.heartbeat("m2") == .rebalanceInProgress)
    }

    @Test("A member of an instance takes its place again, and the one before it is fenced off")
    func instances() {
        var trial = GroupTrial.stable("m1", "m2", instances: true)
        let restarted = trial.join(named: "m2b", instance: "i-m2")
        #expect(trial.joined[restarted]?.memberID == "m2b" && trial.joined[restarted]?.generationID == 1)
        #expect(trial.machine.phase == .stable)
        let share = trial.sync("m2b", instance: "i-m2")
        #expect(trial.synced[share].map { Array($0.assignment) } == Array("for m2".utf8))
        let old = trial.sync("m2", instance: "i-m2")
        #expect(trial.synced[old]?.error == .fencedInstanceID)
        let oldJoin = trial.join("m2", instance: "i-m2")
        #expect(trial.joined[oldJoin]?.error == .fencedInstanceID)

        let leader = trial.join(named: "m1b", instance: "i-m1")
        #expect(trial.joined[leader]?.skipAssignment == true && trial.joined[leader]?.leader == "m1b")
        #expect(trial.machine.phase == .stable)
        #expect(trial.leave("", instance: "i-m2") == .none)
        #expect(trial.heartbeat("m1b") == .rebalanceInProgress)
    }

    @Test("Who joins while the log begins a generation is in it; when it cannot, all look for another coordinator")
    func forming() {
        var trial = GroupTrial()
        trial.beginsAtOnce = false
        _ = trial.join(named: "m1", version: 3)
        trial.pass(.milliseconds(500))
        #expect(trial.machine.phase == .forming)
        let late = trial.join(named: "m2", version: 3)
        trial.begin()
        #expect(trial.joined[late]?.generationID == 1 && trial.machine.members.count == 2)

        // Who joins again with something new to say makes all join again.
        _ = trial.join("m1", metadata: "new")
        let again = trial.join("m2")
        trial.pass(.seconds(31))
        trial.follow(trial.machine.generationFailed())
        #expect(trial.joined[again]?.error == .coordinatorNotAvailable)
        #expect(trial.machine.isIdle)
    }

    @Test("Who is in no generation may remember offsets only while nobody is in the group")
    func outsiders() {
        var trial = GroupTrial()
        #expect(trial.commit("", generation: -1) == .none)
        trial = GroupTrial.stable("m1")
        #expect(trial.commit("", generation: -1) == .unknownMemberID)
    }
}
