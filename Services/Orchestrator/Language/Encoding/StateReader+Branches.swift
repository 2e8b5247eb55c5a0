import MeshCore

extension StateReader {
    mutating func timer() throws(StateDecodingError) -> TimerID? {
        try optional { reader throws(StateDecodingError) in TimerID(try reader.number()) }
    }

    mutating func branch() throws(StateDecodingError) -> Branch {
        let id = BranchID(try number())
        let parent = try optional { reader throws(StateDecodingError) in BranchID(try reader.number()) }
        let slot = try int()
        let group = try int()
        let stateName = try text()
        let input = try payload()
        let stage = try stage()
        let variables = try array { reader throws(StateDecodingError) in (try reader.text(), try reader.payload()) }
        return Branch(
            id: id, parent: parent, slot: slot, group: group, stateName: stateName, input: input, stage: stage,
            variables: Dictionary(variables) { _, last in last }, lastEvent: try number(), enteredEvent: try number(),
            eventBeforeState: try number(), enteredTime: Timestamp(milliseconds: try number()),
            retries: try array { reader throws(StateDecodingError) in try reader.int() })
    }

    private mutating func stage() throws(StateDecodingError) -> Stage {
        switch try unsigned() {
        case 0: return .entering
        case 1: return .running
        case 2: return .task(try task())
        case 3: return .waiting(TimerID(try number()))
        case 4: return .retrying(TimerID(try number()))
        case 5: return .parallel(ParallelStage(results: try results()))
        case 6: return .map(try map())
        case 7: return .mapRun(try mapRun())
        case 8: return .stopped
        case 9: return .stoppedMapRun(try mapRun())
        default: throw failure()
        }
    }

    private mutating func results() throws(StateDecodingError) -> [Payload?] {
        try array { reader throws(StateDecodingError) in
            try reader.optional { reader throws(StateDecodingError) in try reader.payload() }
        }
    }

    private mutating func resource() throws(StateDecodingError) -> TaskResource {
        guard let resource = TaskResource(arn: try text()) else { throw failure() }
        return resource
    }

    private mutating func task() throws(StateDecodingError) -> TaskStage {
        TaskStage(
            id: TaskID(try number()), resource: try resource(), timeout: try timer(), heartbeat: try timer(),
            heartbeatSeconds: try optional { reader throws(StateDecodingError) in try reader.number() },
            hasStarted: try flag())
    }

    private mutating func tolerance() throws(StateDecodingError) -> FailureTolerance {
        FailureTolerance(
            count: try optional { reader throws(StateDecodingError) in try reader.number() },
            percentage: try optional { reader throws(StateDecodingError) in try reader.double() })
    }

    private mutating func map() throws(StateDecodingError) -> MapStage {
        let list = try payload()
        let next = try int()
        let running = try int()
        let results = try results()
        let failures = try int()
        var stage = MapStage(list: list, concurrency: try int(), tolerance: try tolerance())
        guard results.count == stage.count else { throw failure() }
        stage.next = next
        stage.running = running
        stage.results = results
        stage.failures = failures
        return stage
    }

    private mutating func mapRun() throws(StateDecodingError) -> MapRunStage {
        MapRunStage(
            id: MapRunID(try number()), arn: try text(), label: try text(), source: try source(),
            batching: try optional { reader throws(StateDecodingError) in try reader.batching() },
            writer: try optional { reader throws(StateDecodingError) in try reader.writer() },
            concurrency: try int(), tolerance: try tolerance(), redriveCount: try int())
    }

    private mutating func source() throws(StateDecodingError) -> MapItemSource {
        guard try flag() else {
            return .reader(resource: try resource(), arguments: try json(), configuration: try json())
        }
        return .items(try json().arrayValue ?? [])
    }

    private mutating func batching() throws(StateDecodingError) -> MapItemBatching {
        MapItemBatching(
            maxItems: try optional { reader throws(StateDecodingError) in try reader.int() },
            maxBytes: try optional { reader throws(StateDecodingError) in try reader.int() },
            batchInput: try optional { reader throws(StateDecodingError) in try reader.json() })
    }

    private mutating func writer() throws(StateDecodingError) -> MapResultWriter {
        MapResultWriter(
            resource: try optional { reader throws(StateDecodingError) in try reader.resource() },
            arguments: try json(), configuration: try json())
    }
}
