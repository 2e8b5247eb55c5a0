import GRDB
import MeshCore
import MeshTestKit
import StatesLanguage

@testable import Orchestrator

/// The engine, as it is, over a virtual clock and a virtual disk: instances start executions of random definitions, are
/// killed and stopped, find the disk full, and take over from each other, until everything has ended.
final class WorkflowSimulation {
    private static let jobLimit = 2_000_000
    /// Long enough for every stop.
    private static let stopping = Duration.seconds(600)
    /// How long an instance may need to go on with the work of another.
    private static let recovery = Duration.seconds(2)

    let world: WorkflowWorld
    let plan: SimulationPlan
    private(set) var violations: [String] = []
    /// From when until when something was wrong that may hold up timers.
    private(set) var unrest: [(from: Timestamp, to: Timestamp)] = []
    /// Executions whose start was answered.
    private(set) var acknowledged: Set<String> = []
    private let answered = AnsweredErrands()
    private var errands: [SimulatedErrand] = []
    private var events: [(at: Duration, act: (WorkflowSimulation) -> Void)] = []
    /// Since when an instance is missing that died at a write: later than the fault that had it die.
    private var missingSince: Timestamp?
    private var nextFault = 0
    private var jobsUntilFault = 0
    private var nextLook = Duration.zero
    private var watch: ProgressWatch?
    /// How long it is watched what goes on.
    private let watching: Duration
    private var isEnding = false
    private var seenTokens: Set<String> = []
    private(set) var jobs = 0
    private(set) var faults = 0

    init(_ plan: SimulationPlan) throws {
        self.plan = plan
        world = try WorkflowWorld(plan)
        watching = plan.longestPause
        jobsUntilFault = plan.faults.first?.pause ?? 0
    }

    /// Whether executions went on for so long that they were stopped.
    var goesOn: Bool { watch.map { !$0.first.steps.isEmpty } ?? false }

    /// Runs until everything has ended, or nothing can happen any more.
    func run() throws {
        try prepare()
        for _ in 0..<plan.instances { world.startInstance() }
        for number in 0..<plan.executions { askForStart("e\(number)") }
        let timeLimit = plan.patience + watching + Self.stopping
        while jobs < Self.jobLimit, world.machine.now < timeLimit {
            if world.machine.runOne() {
                jobs += 1
                if world.fates.takeDeath() { missingSince = missingSince ?? world.clock.now() }
                if plan.hasFaults { countDown() }
                continue
            }
            if try goOn() { return }
        }
        violations.append("it has not ended after \(jobs) jobs and \(world.machine.now)")
    }

    private func prepare() throws {
        try world.disk.write { db in
            for (name, definition) in [("main", plan.definition), ("nested", plan.nested)] {
                try db.execute(
                    sql: "INSERT INTO state_machine (name, type, revision, created_at) VALUES (?, 'STANDARD', 0, 0)",
                    arguments: [name])
                let settings = MachineSettings(
                    roleARN: "arn:aws:iam::000000000000:role/r", logging: MachineSettings.plainLogging,
                    tracing: MachineSettings.plainTracing)
                try db.execute(
                    sql: """
                        INSERT INTO revision (machine, definition, settings, created_at)
                        SELECT number, ?, ?, 0 FROM state_machine WHERE name = ?
                        """, arguments: [definition.description, settings.json.description, name])
                try db.execute(
                    sql: """
                        UPDATE state_machine SET revision = (SELECT max(number) FROM revision) WHERE name = ?
                        """, arguments: [name])
            }
            try db.execute(sql: "INSERT INTO activity (name, created_at) VALUES ('a', 0)")
        }
    }

    // MARK: - Time

    /// Lets time go on to whatever comes next.
    ///
    /// - Returns: Whether everything has ended.
    private func goOn() throws -> Bool {
        let now = world.machine.now
        for event in events.filter({ $0.at <= now }) { event.act(self) }
        events.removeAll { $0.at <= now }
        settleErrands()
        if ask() { return false }
        if now >= nextLook {
            nextLook = now + .milliseconds(700)
            if try look() { return true }
            if ask() { return false }
        }
        let moments = [world.machine.nextWake, events.map(\.at).min(), errands.compactMap(next).min(), nextLook]
        // What is overdue has to wait for somebody: time goes on all the same.
        world.machine.advance(to: max(moments.compactMap { $0 }.min() ?? nextLook, now + .milliseconds(1)))
        return false
    }

    private func next(_ errand: SimulatedErrand) -> Duration? {
        guard let asked = errand.asked else { return max(errand.due, world.machine.now + .milliseconds(1)) }
        return world.machine.isAlive(asked.process) ? asked.until : world.machine.now + .milliseconds(1)
    }

    /// Looks at what is on disk as the world does: who waits is answered.
    private func look() throws -> Bool {
        try watchWhatGoesOn()
        let (tokens, open, mail) = try world.disk.read { db in
            (
                try String.fetchAll(db, sql: "SELECT token FROM task WHERE token IS NOT NULL AND phase < 2 ORDER BY 1"),
                try Self.openCount(db),
                try Int.fetchOne(db, sql: "SELECT count(*) FROM mail") ?? 0
            )
        }
        for token in tokens where seenTokens.insert(token).inserted { askForAnswer(token) }
        askForWork()
        let isQuiet = nextFault >= plan.faults.count && events.isEmpty && open == 0 && mail == 0
        return isQuiet && acknowledged.count == plan.executions && errands.allSatisfy { $0.name.hasPrefix("work") }
    }

    /// How many executions have not ended, and how many items run of map runs that have.
    private static func openCount(_ db: Database) throws -> Int {
        try Int.fetchOne(
            db,
            sql: """
                SELECT (SELECT count(*) FROM execution WHERE status IN (0, 5))
                    + (SELECT count(*) FROM map_item i JOIN map_run m ON m.number = i.map_run
                       WHERE m.status > 2 AND i.status = 1)
                """) ?? 0
    }

    /// Watches executions that go on for long, and has them stopped when each has been seen to get somewhere.
    private func watchWhatGoesOn() throws {
        let now = world.machine.now
        guard now >= plan.patience, nextFault >= plan.faults.count, events.isEmpty, !isEnding else { return }
        guard var watch else {
            watch = ProgressWatch(try world.disk.read { try WorkflowStanding($0) }, at: now)
            return
        }
        violations += watch.look(at: try lying(), late: try lateTimers(), now)
        self.watch = watch
        guard now >= watch.begun + watching else { return }
        isEnding = true
        violations += try world.disk.read { try WorkflowStanding($0) }.stuck(since: watch.first)
        for number in 0..<plan.executions { askForStop("e\(number)", in: .zero) }
    }

    // MARK: - Errands

    private func settleErrands() {
        let done = answered.take()
        errands.removeAll { done.contains($0.name) }
        for name in done where name.hasPrefix("start ") { acknowledged.insert(String(name.dropFirst(6))) }
    }

    /// Asks instances for what is due.
    ///
    /// - Returns: Whether anybody was asked.
    private func ask() -> Bool {
        let now = world.machine.now
        var hasAsked = false
        for index in errands.indices where errands[index].due <= now {
            if let asked = errands[index].asked, world.machine.isAlive(asked.process), now < asked.until { continue }
            let running = world.running
            guard !running.isEmpty else { break }
            let instance = running[world.machine.draw(below: running.count)]
            errands[index].asked = (instance.process.number, now + .seconds(3))
            errands[index].due = now + .milliseconds(200)
            let errand = errands[index]
            instance.process.begin { [answered] in
                // What was refused is asked for again, of whomever.
                if (try? await errand.act(instance)) == true { answered.add(errand.name) }
            }
            hasAsked = true
        }
        return hasAsked
    }

    private func add(
        _ name: String, in delay: Duration, _ act: @escaping @Sendable (SimulatedInstance) async throws -> Bool
    ) {
        guard !errands.contains(where: { $0.name == name }) else { return }
        errands.append(SimulatedErrand(name: name, due: world.machine.now + delay, act: act))
    }

    private func askForStart(_ name: String) {
        let input = #"{"items":[1,2,3]}"#
        add("start \(name)", in: .milliseconds(world.machine.draw(below: 1500))) { instance in
            let engine = instance.engine
            let target = try engine.store.startTarget(
                WorkflowWorld.scope.text(.stateMachine("main")), draw: 0)
            do {
                _ = try await engine.start(StartRequest(target: target, name: name, input: input))
            } catch OrchestratorError.executionAlreadyExists {
                // It has ended since an earlier request started it.
            }
            return true
        }
        guard plan.isInterfered else { return }
        askForStop(name, in: .milliseconds(world.machine.draw(below: 60_000)))
        add("redrive \(name)", in: .milliseconds(60_000 + world.machine.draw(below: 60_000))) { instance in
            let engine = instance.engine
            guard let record = try engine.store.execution(name, ofMachine: "main"), !record.status.isOpen else {
                return false
            }
            if record.status != .succeeded, record.redriveCount == 0 {
                _ = try await engine.redrive(record, token: nil)
            }
            return true
        }
    }

    private func askForStop(_ name: String, in delay: Duration) {
        add("stop \(name)", in: delay) { instance in
            let engine = instance.engine
            guard let record = try engine.store.execution(name, ofMachine: "main") else { return false }
            _ = try await engine.stop(record, error: "Enough", cause: nil)
            return true
        }
    }

    private func askForAnswer(_ token: String) {
        let draw = world.machine.draw(below: 4)
        let fails = plan.tasksFail && draw == 0
        add("answer \(token)", in: .milliseconds(world.machine.draw(below: 4000))) { instance in
            do {
                if draw == 1 { try await instance.engine.answer(token) { .taskHeartbeat($0) } }
                try await instance.engine.answer(token) { task in
                    fails
                        ? .taskFailed(task, error: "Broken", cause: nil)
                        : .taskSucceeded(task, output: WorkflowWorld.output.text)
                }
            } catch OrchestratorError.taskTimedOut {
                // An earlier answer has come, or its time was over.
            }
            return true
        }
    }

    /// A worker comes for the tasks of the activity.
    private func askForWork() {
        add("work \(world.machine.now)", in: .zero) { instance in
            let store = instance.engine.store
            while try store.hasQueuedTask(1), let taken = try await store.takeTask(from: 1, worker: "w") {
                instance.engine.environment.switchboard.tellShard(taken.shard)
            }
            return true
        }
    }

    // MARK: - Faults

    private func countDown() {
        guard nextFault < plan.faults.count else { return }
        jobsUntilFault -= 1
        guard jobsUntilFault <= 0 else { return }
        strike(plan.faults[nextFault].fault)
        faults += 1
        nextFault += 1
        if nextFault < plan.faults.count {
            jobsUntilFault = plan.faults[nextFault].pause
        } else {
            world.fates.end()
        }
    }

    private func strike(_ fault: SimulationPlan.Fault) {
        let running = world.running
        switch fault {
        case .kill:
            guard !running.isEmpty else { return }
            world.machine.kill(running[world.machine.draw(below: running.count)].process.number)
            replace()
        case .killBeforeWrite:
            world.fates.plan(.deathBefore)
            replace()
        case .killAfterWrite:
            world.fates.plan(.deathAfter)
            replace()
        case .stop(let time):
            guard !running.isEmpty else { return }
            let process = running[world.machine.draw(below: running.count)].process.number
            world.machine.stop(process)
            isUnquiet(for: time + .seconds(5))
            later(time) { $0.world.machine.resume(process) }
        case .full(let time):
            world.disk.isFull = true
            isUnquiet(for: time + .seconds(2))
            later(time) { $0.world.disk.isFull = false }
        case .clockSet(let change): world.clock.set(by: change)
        }
    }

    /// Starts another instance for one that dies, and sees to it that there is one at all.
    private func replace() {
        let pause = Duration.milliseconds(world.machine.draw(below: 3000))
        isUnquiet(for: pause + Self.recovery)
        later(pause) { $0.startMissing() }
    }

    /// Has something done at a moment.
    func at(_ moment: Duration, _ act: @escaping (WorkflowSimulation) -> Void) { events.append((moment, act)) }

    private func later(_ pause: Duration, _ act: @escaping (WorkflowSimulation) -> Void) {
        at(world.machine.now + pause, act)
        // Whoever was to die at a write may do so later than this.
        at(world.machine.now + pause + .seconds(5)) { $0.startMissing() }
    }

    /// Starts an instance for each that is missing.
    private func startMissing() {
        while world.living.count < plan.instances { world.startInstance() }
        guard let since = missingSince else { return }
        unrest.append((since, world.clock.now() + Self.recovery))
        missingSince = nil
    }

    private func isUnquiet(for time: Duration) {
        let now = world.clock.now()
        unrest.append((now, now + time))
    }
}
