import GRDB
import MeshCore
import MeshTestKit

@testable import Orchestrator

/// What is to be done for those that run.
extension WorkflowSimulation {
    /// What lies there for somebody who can take it up now: messages, tasks that wait for a worker, and tasks that were not
    /// handed out though their instance has room for one more.
    func lying() throws -> Set<String> {
        let busy = Set(
            world.living.map(\.process.number).filter { world.hands(of: $0) >= plan.settings.concurrentTasks })
        return try world.disk.read { db in
            let tasks = try Row.fetchAll(
                db,
                sql: """
                    SELECT t.execution, t.id, t.phase, e.name, s.owner FROM task t
                    JOIN execution e ON e.number = t.execution JOIN shard s ON s.number = t.shard WHERE t.phase <> 1
                    """
            ).filter { row in
                guard row["phase"] == TaskPhase.dispatched.rawValue else { return true }
                guard !world.wasGiven(row["id"], of: row["execution"]) else { return false }
                let owner = (row["owner"] as String?).flatMap { Int($0) }
                return !(owner.map(busy.contains) ?? false)
            }
            let messages = try Row.fetchAll(db, sql: "SELECT number, execution FROM mail")
            return Set(
                tasks.map { "task \($0["id"] as Int64) of \($0["name"] as String)" }
                    + messages.map { "message \($0["number"] as Int64) to execution \($0["execution"] as Int64)" })
        }
    }

    /// Timers that should have fired more than a second ago, and a second after the last trouble.
    func lateTimers() throws -> Set<String> {
        let now = world.clock.now()
        return try world.disk.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT t.id, t.due_at, e.name FROM timer t JOIN execution e ON e.number = t.execution
                    WHERE t.due_at < ?
                    """, arguments: [now.milliseconds])
            return Set(
                rows.filter { now > excused($0.moment("due_at"), by: now) + .seconds(1) }
                    .map { "timer \($0["id"] as Int64) of \($0["name"] as String)" })
        }
    }
}
