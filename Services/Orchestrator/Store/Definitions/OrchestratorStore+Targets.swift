import GRDB
import MeshCore
import MeshStore

extension OrchestratorStore {
    static let machineHeadSQL = "SELECT number, type, revision, deleting FROM state_machine WHERE name = ?"

    /// What an execution would start on.
    ///
    /// - Parameters:
    ///   - arn: Of a state machine, a version or an alias.
    ///   - draw: A random number from 0 to 99, which chooses among the versions of an alias.
    /// - Throws: ``OrchestratorError``; `StoreError`.
    func startTarget(_ arn: String, draw: Int64) throws -> StartTarget {
        let resource = try scope.resource(of: arn)
        let name: String
        switch resource {
        case .stateMachine(let machine)?, .version(let machine, _)?, .alias(let machine, _)?: name = machine
        case .execution?, .express?, .mapRun?, .activity?:
            throw OrchestratorError.invalidARN("Resource type not valid in this context: \(resource?.kind ?? "")")
        case nil: throw OrchestratorError.stateMachineDoesNotExist(arn: arn)
        }
        return try store.fastRead { db in
            guard let row = try Row.fetchOne(db.cachedStatement(sql: Self.machineHeadSQL), arguments: [name]),
                let type = MachineType(rawValue: row["type"])
            else { throw OrchestratorError.stateMachineDoesNotExist(arn: arn) }
            guard row["deleting"] == false else { throw OrchestratorError.stateMachineDoesNotExist(arn: arn) }
            let machine: Int64 = row["number"]
            var number: Int64?
            var alias: String?
            switch resource {
            case .version(_, let version)?: number = version
            case .alias(_, let aliasName)?:
                alias = aliasName
                number = try Self.route(aliasName, of: machine, draw: draw, db)
                guard number != nil else { throw OrchestratorError.stateMachineDoesNotExist(arn: arn) }
            case .stateMachine?, .execution?, .express?, .mapRun?, .activity?, nil: break
            }
            guard let number else {
                return StartTarget(machine: machine, machineName: name, type: type, revision: row["revision"])
            }
            guard let version = try Self.version(number, of: machine, db) else {
                throw OrchestratorError.stateMachineDoesNotExist(arn: arn)
            }
            return StartTarget(
                machine: machine, machineName: name, type: type, revision: version.revision, version: number,
                alias: alias)
        }
    }

    private static func route(_ alias: String, of machine: Int64, draw: Int64, _ db: Database) throws -> Int64? {
        let routes = try String.fetchOne(
            db.cachedStatement(sql: "SELECT routes FROM alias WHERE machine = ? AND name = ?"),
            arguments: [machine, alias])
        return try routes.flatMap { AliasRoute.choose(try AliasRoute.routes($0), draw: draw) }
    }
}
