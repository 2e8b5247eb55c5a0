import MeshCore

extension StateWriter {
    mutating func write(_ branch: Branch) {
        write(branch.id.number)
        write(branch.parent) { $0.write($1.number) }
        write(branch.slot)
        write(branch.group)
        write(branch.stateName)
        write(branch.input)
        write(branch.stage)
        // In an order of their own, so that the same state has the same bytes.
        write(branch.variables.sorted { $0.key < $1.key }) { writer, variable in
            writer.write(variable.key)
            writer.write(variable.value)
        }
        write(branch.lastEvent)
        write(branch.enteredEvent)
        write(branch.eventBeforeState)
        write(branch.enteredTime.milliseconds)
        write(branch.retries) { $0.write($1) }
    }

    private mutating func write(_ stage: Stage) {
        write(unsigned: stage.number)
        switch stage {
        case .entering, .running, .stopped: break
        case .task(let task): write(task)
        case .waiting(let timer), .retrying(let timer): write(timer.number)
        case .parallel(let parallel): write(parallel.results) { $0.write($1) { $0.write($1) } }
        case .map(let map): write(map)
        case .mapRun(let run), .stoppedMapRun(let run): write(run)
        }
    }

    private mutating func write(_ task: TaskStage) {
        write(task.id.number)
        write(task.resource.arn)
        write(task.timeout) { $0.write($1.number) }
        write(task.heartbeat) { $0.write($1.number) }
        write(task.heartbeatSeconds) { $0.write($1) }
        write(task.hasStarted)
    }

    private mutating func write(_ map: MapStage) {
        write(map.list)
        write(map.next)
        write(map.running)
        write(map.results) { $0.write($1) { $0.write($1) } }
        write(map.failures)
        write(map.concurrency)
        write(map.tolerance)
    }

    private mutating func write(_ tolerance: FailureTolerance) {
        write(tolerance.count) { $0.write($1) }
        write(tolerance.percentage) { $0.write($1) }
    }

    private mutating func write(_ run: MapRunStage) {
        write(run.id.number)
        write(run.arn)
        write(run.label)
        switch run.source {
        case .items(let items):
            write(true)
            write(.array(items))
        case .reader(let resource, let arguments, let configuration):
            write(false)
            write(resource.arn)
            write(arguments)
            write(configuration)
        }
        write(run.batching) { writer, batching in
            writer.write(batching.maxItems) { $0.write($1) }
            writer.write(batching.maxBytes) { $0.write($1) }
            writer.write(batching.batchInput) { $0.write($1) }
        }
        write(run.writer) { writer, result in
            writer.write(result.resource?.arn) { $0.write($1) }
            writer.write(result.arguments)
            writer.write(result.configuration)
        }
        write(run.concurrency)
        write(run.tolerance)
        write(run.redriveCount)
    }
}

extension Stage {
    /// Its number in what is kept; a number stays with its case.
    fileprivate var number: UInt64 {
        switch self {
        case .entering: 0
        case .running: 1
        case .task: 2
        case .waiting: 3
        case .retrying: 4
        case .parallel: 5
        case .map: 6
        case .mapRun: 7
        case .stopped: 8
        case .stoppedMapRun: 9
        }
    }
}
