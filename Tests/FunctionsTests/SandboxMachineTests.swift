import Testing

@testable import Functions

@Suite("What a process may do at its Runtime API")
struct SandboxMachineTests {
    @Test("It asks, gets work, answers and asks again")
    func honest() {
        var machine = SandboxMachine()
        #expect(machine.asked() == .free(isFirst: true))
        #expect(machine.assign("a") == true)
        machine.stoppedAsking()
        #expect(machine.mayAnswer("a") == .taken)
        #expect(machine.answered("a") == .taken)
        #expect(machine.asked() == .free(isFirst: false))
    }

    @Test("It may not answer what it was not given, nor twice, nor ask while it works")
    func lies() {
        var machine = SandboxMachine()
        #expect(machine.answered("a") == .wrongState)
        _ = machine.asked()
        #expect(machine.asked() == .wrongState)
        _ = machine.assign("a")
        machine.stoppedAsking()
        #expect(machine.asked() == .wrongState)
        #expect(machine.answered("b") == .unknown)
        #expect(machine.answered("a") == .taken)
        #expect(machine.answered("a") == .wrongState)
    }

    @Test("It takes one invocation at a time, and none before it asks or after it has ended")
    func assignment() {
        var machine = SandboxMachine()
        #expect(machine.assign("a") == false)
        _ = machine.asked()
        #expect(machine.assign("a") == true)
        #expect(machine.assign("b") == false)
        #expect(machine.ended() == .whileRunning("a"))
        #expect(machine.assign("c") == false)
        #expect(machine.ended() == .again)
    }

    @Test("A deadline that passes after the answer ends a process that does not ask for work again")
    func deadlines() {
        var machine = SandboxMachine()
        _ = machine.asked()
        _ = machine.assign("a")
        machine.stoppedAsking()
        _ = machine.answered("a")
        _ = machine.asked()
        #expect(machine.timedOut("a") == false)
        _ = machine.assign("b")
        #expect(machine.timedOut("a") == false)
        machine.stoppedAsking()
        #expect(machine.answered("b") == .taken)
        #expect(machine.timedOut("b") == true)
        #expect(machine.answered("b") == .wrongState)
    }

    @Test("It can fail to start once, and only before it has asked")
    func starting() {
        var machine = SandboxMachine()
        #expect(machine.failedToStart() == true)
        #expect(machine.failedToStart() == false)
        var started = SandboxMachine()
        _ = started.asked()
        #expect(started.failedToStart() == false)
    }
}
