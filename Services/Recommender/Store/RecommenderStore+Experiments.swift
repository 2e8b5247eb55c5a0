import Foundation
import GRDB
import MeshCore
import MeshStore
import RecommenderAPI
import ShopScience

extension RecommenderStore {
    /// What is kept of an arm.
    struct ArmCount: Hashable, Sendable {
        var shown: Int64 = 0
        var successes: Int64 = 0
        var failures: Int64 = 0

        var belief: BetaBelief { BetaBelief(successes: Double(successes), failures: Double(failures)) }
    }

    /// An experiment; nil when there is none of this name.
    ///
    /// - Throws: `StoreError`.
    func experiment(_ name: String) async throws -> Experiment? {
        try await store.read { db in try Self.experiment(name, db) }
    }

    /// All experiments, by name.
    ///
    /// - Throws: `StoreError`.
    func experiments() async throws -> [Experiment] {
        try await store.read { db in try Self.experiments(db) }
    }

    /// Plans an experiment, or plans one that does not run in another way. With another plan it begins anew: its next run is counted
    /// apart.
    ///
    /// - Throws: ``RecommenderError/experimentRuns``, ``RecommenderError/tooManyExperiments``; `StoreError`.
    func put(_ plan: PutExperiment, as name: String) async throws -> Experiment {
        try await store.write { [clock] db in
            guard var known = try Self.experiment(name, db) else {
                let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM recommender_experiment") ?? 0
                guard count < ExperimentFields.mostExperiments else { throw RecommenderError.tooManyExperiments }
                let new = Experiment(name: name, state: .draft, run: 0, plan: plan, createdAt: clock.now())
                try Self.save(new, db)
                return new
            }
            guard known.state != .running else { throw RecommenderError.experimentRuns }
            guard known.plan != plan else { return known }
            known.plan = plan
            known.state = .draft
            try Self.save(known, db)
            return known
        }
    }

    /// Starts an experiment, or lets a stopped one go on.
    ///
    /// - Throws: ``RecommenderError/experimentNotFound``, ``RecommenderError/experimentOverlaps(_:)``; `StoreError`.
    func start(_ name: String) async throws -> Experiment {
        try await store.write { [clock] db in
            guard var experiment = try Self.experiment(name, db) else { throw RecommenderError.experimentNotFound }
            guard experiment.state != .running else { return experiment }
            let division = try ExperimentRules.division(name, experiment.plan)
            for other in try Self.experiments(db) where other.state == .running {
                let theirs = try ExperimentRules.division(other.name, other.plan)
                guard theirs.layer != division.layer || division.excludes(theirs) else {
                    throw RecommenderError.experimentOverlaps(other.name)
                }
            }
            if experiment.state == .draft { experiment.run += 1 }
            experiment.state = .running
            experiment.startedAt = clock.now()
            experiment.stoppedAt = nil
            try Self.save(experiment, db)
            try Self.noteChange(of: .experiments, db)
            return experiment
        }
    }

    /// Stops an experiment.
    ///
    /// - Throws: ``RecommenderError/experimentNotFound``, ``RecommenderError/experimentDoesNotRun``; `StoreError`.
    func stop(_ name: String) async throws -> Experiment {
        try await store.write { [clock] db in
            guard var experiment = try Self.experiment(name, db) else { throw RecommenderError.experimentNotFound }
            guard experiment.state != .draft else { throw RecommenderError.experimentDoesNotRun }
            guard experiment.state == .running else { return experiment }
            experiment.state = .stopped
            experiment.stoppedAt = clock.now()
            try Self.save(experiment, db)
            try Self.noteChange(of: .experiments, db)
            return experiment
        }
    }

    /// The experiments that answers are made by.
    ///
    /// - Throws: `StoreError`; what a plan that has errors throws.
    func runningExperiments() async throws -> RunningExperiments {
        try await store.read { db in
            let running = try Self.experiments(db).filter { $0.state == .running }.sorted { one, other in
                let (left, right) = (one.startedAt ?? one.createdAt, other.startedAt ?? other.createdAt)
                return left == right ? one.name < other.name : left < right
            }
            return RunningExperiments(
                experiments: try running.map { experiment in
                    let arms = try Self.arms(of: experiment, db)
                    return try ExperimentRules.running(experiment, beliefs: arms.mapValues { $0.mapValues(\.belief) })
                })
        }
    }

    /// What is kept of the arms of an experiment's run, by variants and arms.
    static func arms(of experiment: Experiment, _ db: Database) throws -> [String: [String: ArmCount]] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT variant, arm, shown, successes, failures FROM recommender_arm WHERE experiment = ? AND run = ?
                """, arguments: [experiment.name, experiment.run])
        var arms: [String: [String: ArmCount]] = [:]
        for row in rows {
            arms[row[0], default: [:]][row[1]] = ArmCount(shown: row[2], successes: row[3], failures: row[4])
        }
        return arms
    }

    static func experiments(_ db: Database) throws -> [Experiment] {
        let statement = try db.cachedStatement(sql: "SELECT document FROM recommender_experiment ORDER BY name")
        return try String.fetchAll(statement).map(experiment(from:))
    }

    static func experiment(_ name: String, _ db: Database) throws -> Experiment? {
        let statement = try db.cachedStatement(sql: "SELECT document FROM recommender_experiment WHERE name = ?")
        return try String.fetchOne(statement, arguments: [name]).map(experiment(from:))
    }

    private static func experiment(from text: String) throws -> Experiment {
        // What is wrong with the row does not matter.
        guard let experiment = try? JSONDecoder().decode(Experiment.self, from: Data(text.utf8)) else {
            throw StoreError.corrupt(path: RecommenderSchema.fileName, detail: "an experiment's row")
        }
        return experiment
    }

    private static func save(_ experiment: Experiment, _ db: Database) throws {
        let text = String(decoding: try JSONEncoder().encode(experiment), as: UTF8.self)
        let awaited = experiment.stoppedAt.map { $0 + .seconds(experiment.plan.window) }
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO recommender_experiment (name, state, started_at, awaited_until, document)
                VALUES (?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            experiment.name, experiment.state.rawValue, experiment.startedAt?.milliseconds, awaited?.milliseconds, text,
        ])
    }
}

extension PutExperiment {
    /// For how many seconds what is done counts as an outcome.
    var window: Int64 { windowSeconds ?? 1800 }
}
