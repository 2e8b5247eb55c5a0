import Logging
import MeshCore
import StatesLanguage

extension ExecutionShard {
    // MARK: - With the steps

    /// Adds to a step what it means for map runs: those that it starts and stops, and the one that it is an item of.
    func noteMapRuns(_ orders: [MachineOrder], of resident: inout Resident, _ builder: inout StepBuilder) throws {
        for order in orders {
            switch order {
            case .startMapRun(let mapRun): try begin(mapRun, of: &resident, &builder)
            case .stopMapRun(let id):
                for mapRun in resident.mapRuns.values where mapRun.run == id.number {
                    end(mapRun, as: .aborted, of: &resident, &builder)
                }
            case .record, .dispatch, .setTimer, .cancelTimer, .cancelTask, .proceed, .end: break
            }
        }
        guard let ending = builder.effects.ending else { return }
        for mapRun in resident.mapRuns.values { end(mapRun, as: .aborted, of: &resident, &builder) }
        if let item = resident.record.item { try noteEnd(of: item, ending, &builder) }
    }

    private func begin(_ order: MapRunOrder, of resident: inout Resident, _ builder: inout StepBuilder) throws {
        if order.redriveCount > 0, let known = try environment.store.mapRun(order.id.number, of: resident.record.number)
        {
            var mapRun = known
            mapRun.status = known.progress.total.executions == 0 ? .reading : .running
            (mapRun.stoppedAt, mapRun.redrivenAt) = (nil, builder.now)
            mapRun.progress.redrive()
            try recount(&mapRun)
            resident.mapRuns[mapRun.number] = mapRun
            itemCursors[mapRun.number] = nil
            builder.write.mapRuns += [.redriveItems(mapRun: mapRun.number), .change(mapRun)]
            // Express items whose process has died since count as running until they are put back.
            builder.effects.mapRunJobs +=
                mapRun.status == .reading
                ? [.read(mapRun: mapRun.number, parent: resident.record.number)]
                : [
                    .restart(mapRun: mapRun.number, parent: resident.record.number),
                    .begin(mapRun: mapRun.number, parent: resident.record.number),
                ]
            return
        }
        let progress = MapRunProgress(
            maxConcurrency: Int64(order.maxConcurrency), toleratedCount: order.tolerance.count,
            toleratedPercentage: order.tolerance.percentage)
        let mapRun = MapRunRecord(
            number: sequence.next(at: builder.now), id: order.arn.split(separator: ":").last.map(String.init) ?? "",
            execution: resident.record.number, run: order.id.number, machineName: resident.record.machineName,
            label: order.label, stateName: order.stateName, status: .reading, startedAt: builder.now,
            progress: progress)
        resident.mapRuns[mapRun.number] = mapRun
        builder.write.mapRuns.append(.begin(mapRun))
        builder.effects.mapRunJobs.append(.read(mapRun: mapRun.number, parent: resident.record.number))
    }

    /// Counts the items of a map run anew that had ended: what became of its executions since was told to nobody.
    private func recount(_ mapRun: inout MapRunRecord) throws {
        let known = residents.values.filter { $0.record.item?.mapRun == mapRun.number }
        let statuses = Dictionary(
            known.compactMap { resident in resident.record.item.map { ($0.index, resident.record.status) } },
            uniquingKeysWith: { $1.isOpen ? $1 : $0 })
        (mapRun.progress.running, mapRun.progress.succeeded) = (.init(), .init())
        for (item, status) in try environment.store.begunItems(of: mapRun.number) {
            // What is in memory is ahead of the disk.
            switch (status, statuses[item.index]) {
            case (.succeeded, _), (.running, .succeeded?): mapRun.progress.addSucceeded(items: item.count)
            case (.running, nil), (.running, .running?), (.running, .pendingRedrive?):
                mapRun.progress.begin(items: item.count)
            default: break
            }
        }
    }

    private func end(
        _ mapRun: MapRunRecord, as status: MapRunStatus, of resident: inout Resident, _ builder: inout StepBuilder
    ) {
        var mapRun = mapRun
        (mapRun.status, mapRun.stoppedAt) = (status, builder.now)
        resident.mapRuns[mapRun.number] = nil
        builder.write.mapRuns.append(.change(mapRun))
    }

    /// An item's end changes the count of its map run in the same transaction.
    private func noteEnd(
        of item: ExecutionRecord.Item, _ ending: ExecutionEnding, _ builder: inout StepBuilder
    ) throws {
        builder.write.mapRuns.append(.endItem(mapRun: item.mapRun, index: item.index, ending))
        guard let parent = try parent(of: item.mapRun), var mapRun = residents[parent]?.mapRuns[item.mapRun] else {
            return
        }
        mapRun.progress.end(ending.status, items: item.count)
        residents[parent]?.mapRuns[item.mapRun] = mapRun
        builder.write.mapRuns.append(.change(mapRun))
        let isOver = mapRun.progress.isExceeded || mapRun.progress.ended.executions == mapRun.progress.total.executions
        builder.effects.mapRunJobs.append(
            isOver ? .collect(mapRun: item.mapRun, parent: parent) : .begin(mapRun: item.mapRun, parent: parent))
    }

    /// The execution whose map run it is, in memory; nil when it does not run any more.
    private func parent(of mapRun: Int64) throws -> Int64? {
        if let known = mapRunParents[mapRun], residents[known]?.mapRuns[mapRun] != nil { return known }
        guard let record = try environment.store.mapRun(mapRun), record.status.isOpen else { return nil }
        if residents[record.execution] == nil { residents[record.execution] = try restore(record.execution) }
        guard residents[record.execution]?.mapRuns[mapRun] != nil else { return nil }
        mapRunParents[mapRun] = record.execution
        return record.execution
    }

    // MARK: - Between the steps

    /// How long what failed for a map run rests before it is tried again: a disk that is full or busy is not so for a while.
    private static let mapRunPause: Duration = .milliseconds(500)

    /// Does what is to be done for map runs, one after the other, until the shard is closed.
    func workOnMapRuns() async {
        await withDiscardingTaskGroup { group in
            for await job in mapRunJobs {
                do {
                    try await work(on: job)
                } catch is CancellationError {
                    break
                } catch {
                    environment.logger.error(
                        "Failed to work on a map run", metadata: ["job": "\(job)", "error": "\(error)"])
                    group.addTask { await self.repeatLater(job) }
                }
            }
            group.cancelAll()
        }
    }

    private func work(on job: MapRunJob) async throws {
        switch job {
        case .read(let mapRun, let parent): try await readItems(of: mapRun, parent: parent)
        case .restart(let mapRun, let parent): try await restartItems(of: mapRun, parent: parent)
        case .begin(let mapRun, let parent): try beginItems(of: mapRun, parent: parent)
        case .collect(let mapRun, let parent): try await collect(mapRun, parent: parent)
        case .stop(let mapRun): try await stopItems(of: mapRun)
        }
    }

    /// Has a job done again that failed: the execution waits for it, and nobody else would do it. Each looks first whether
    /// there is something to do, since the map run may have ended meanwhile.
    private func repeatLater(_ job: MapRunJob) async {
        do {
            try await environment.pauses.sleep(for: Self.mapRunPause)
        } catch {
            // The shard is closed; whoever has it next resumes the map runs.
            return
        }
        mapRunDesk.yield(job)
    }

    /// Goes on with the map runs of an execution of another's, or of our own before a restart.
    ///
    /// - Throws: `StoreError`; ``OrchestratorError/damagedRow(_:)``.
    func resumeMapRuns(of execution: Int64) throws {
        if residents[execution] == nil { residents[execution] = try restore(execution) }
        for mapRun in (residents[execution]?.mapRuns ?? [:]).values {
            mapRunDesk.yield(
                mapRun.status == .reading
                    ? .read(mapRun: mapRun.number, parent: execution)
                    : .restart(mapRun: mapRun.number, parent: execution))
            mapRunDesk.yield(.collect(mapRun: mapRun.number, parent: execution))
            mapRunDesk.yield(.begin(mapRun: mapRun.number, parent: execution))
        }
    }

    private func readItems(of number: Int64, parent: Int64) async throws {
        guard let mapRun = residents[parent]?.mapRuns[number], mapRun.status == .reading,
            let order = residents[parent]?.machine.mapRun(MapRunID(mapRun.run))
        else { return }
        let items: [MapItem]
        do {
            items = try await environment.mapItems.items(of: order)
        } catch let failure as StateFailure {
            endMapRun(number, parent: parent, as: .failed, .failed(error: failure.error, cause: failure.cause))
            return
        }
        var first = 0
        repeat {
            let last = min(first + environment.settings.entriesPerRead, items.count)
            try await environment.store.add(Array(items[first..<last]), to: number, isFirst: first == 0, under: lease)
            first = last
        } while first < items.count
        guard var changed = residents[parent]?.mapRuns[number] else { return }
        changed.status = .running
        changed.progress.total = .init(
            executions: Int64(items.count), items: items.reduce(0) { $0 + $1.count })
        residents[parent]?.mapRuns[number] = changed
        step(parent, [], mapRunChanges: [.change(changed)])
        mapRunDesk.yield(
            items.isEmpty ? .collect(mapRun: number, parent: parent) : .begin(mapRun: number, parent: parent))
    }

    /// Lets items begin again whose express executions went with the process that ran them.
    private func restartItems(of number: Int64, parent: Int64) async throws {
        guard
            let order = residents[parent]?.mapRuns[number].flatMap({
                residents[parent]?.machine.mapRun(MapRunID($0.run))
            }), order.executionType == .express
        else { return }
        let known = residents.values.compactMap(\.record.item).filter { $0.mapRun == number }
        try await environment.store.restartItems(of: number, but: known.map(\.index), under: lease)
        let running = residents.values.filter { $0.record.item?.mapRun == number && $0.record.status.isOpen }
        guard var mapRun = residents[parent]?.mapRuns[number] else { return }
        mapRun.progress.running = .init(
            executions: Int64(running.count), items: running.reduce(0) { $0 + ($1.record.item?.count ?? 0) })
        residents[parent]?.mapRuns[number] = mapRun
        itemCursors[number] = nil
        step(parent, [], mapRunChanges: [.change(mapRun)])
        // What was put back begins from here on: when this had failed before, whoever was to begin it found no room.
        mapRunDesk.yield(.begin(mapRun: number, parent: parent))
    }

    private func beginItems(of number: Int64, parent: Int64) throws {
        guard let resident = residents[parent], var mapRun = resident.mapRuns[number], mapRun.status == .running,
            let order = resident.machine.mapRun(MapRunID(mapRun.run))
        else { return }
        let room = mapRun.progress.room(ceiling: environment.settings.mapConcurrency)
        guard room > 0 else { return }
        let items = try nextItems(of: number, limit: room)
        let roleARN = resident.machine.identity.roleARN
        let mapRunARN = environment.store.scope.text(mapRun.resource)
        for item in items {
            itemCursors[number] = item.index + 1
            mapRun.progress.begin(items: item.count)
            residents[parent]?.mapRuns[number] = mapRun
            let now = environment.clock.now()
            let name = UUIDText.make(using: &randomness)
            let record = ExecutionRecord(
                number: sequence.next(at: now), shard: self.number, machine: resident.record.machine,
                machineName: mapRun.machineName, label: mapRun.label, name: name, revision: resident.record.revision,
                version: resident.record.version, alias: resident.record.alias,
                kind: order.executionType == .express ? .expressItem : .item,
                item: .init(mapRun: number, index: item.index, count: item.count), startedAt: now, input: item.input)
            start(
                record, definition: order.definition, roleARN: roleARN, mapRunARN: mapRunARN,
                changes: [.startItem(mapRun: number, index: item.index), .change(mapRun)])
            guard let current = residents[parent]?.mapRuns[number] else { return }
            mapRun = current
        }
    }

    /// The items that are to begin next. One whose beginning is not on disk yet is there as one that has not begun: only the
    /// cursor knows of it, and without one, what is in memory.
    private func nextItems(of mapRun: Int64, limit: Int64) throws -> [MapItem] {
        if let cursor = itemCursors[mapRun] {
            return try environment.store.pendingItems(of: mapRun, from: cursor, limit: limit)
        }
        let begun = Set(residents.values.compactMap(\.record.item).filter { $0.mapRun == mapRun }.map(\.index))
        let pending = try environment.store.pendingItems(of: mapRun, from: 0, limit: limit + Int64(begun.count))
        return Array(pending.filter { !begun.contains($0.index) }.prefix(Int(limit)))
    }

    /// Ends a map run whose items have all ended, or of which too many have failed.
    private func collect(_ number: Int64, parent: Int64) async throws {
        guard let mapRun = residents[parent]?.mapRuns[number], mapRun.status == .running else { return }
        if mapRun.progress.isExceeded {
            endMapRun(
                number, parent: parent, as: .failed,
                .failed(
                    error: "States.ExceedToleratedFailureThreshold",
                    cause: "The specified tolerated failure threshold was exceeded"))
            return
        }
        guard mapRun.progress.ended.executions == mapRun.progress.total.executions,
            let order = residents[parent]?.machine.mapRun(MapRunID(mapRun.run)),
            // Asked for before the last ends are on disk: they ask for it themselves when they are.
            try !environment.store.hasOpenItems(number)
        else { return }
        do {
            let output = try await environment.mapItems.output(of: order, number: number, record: mapRun)
            endMapRun(number, parent: parent, as: .succeeded, .succeeded(output: output))
        } catch let failure as StateFailure {
            endMapRun(number, parent: parent, as: .failed, .failed(error: failure.error, cause: failure.cause))
        }
    }

    private func endMapRun(_ number: Int64, parent: Int64, as status: MapRunStatus, _ result: MapRunResult) {
        guard var mapRun = residents[parent]?.mapRuns[number], mapRun.status.isOpen else { return }
        (mapRun.status, mapRun.stoppedAt) = (status, environment.clock.now())
        residents[parent]?.mapRuns[number] = nil
        step(parent, [.mapRunEnded(MapRunID(mapRun.run), result)], mapRunChanges: [.change(mapRun)])
        itemCursors[number] = nil
        mapRunParents[number] = nil
    }

    /// Changes the limits of a map run that has not ended.
    ///
    /// - Returns: False when it has.
    func change(
        _ number: Int64, maxConcurrency: Int64?, toleratedCount: Int64?, toleratedPercentage: Double?
    ) throws -> Bool {
        guard let parent = try parent(of: number), var mapRun = residents[parent]?.mapRuns[number] else { return false }
        mapRun.progress.maxConcurrency = maxConcurrency ?? mapRun.progress.maxConcurrency
        mapRun.progress.toleratedCount = toleratedCount ?? mapRun.progress.toleratedCount
        mapRun.progress.toleratedPercentage = toleratedPercentage ?? mapRun.progress.toleratedPercentage
        residents[parent]?.mapRuns[number] = mapRun
        step(parent, [], mapRunChanges: [.change(mapRun)])
        mapRunDesk.yield(.collect(mapRun: number, parent: parent))
        mapRunDesk.yield(.begin(mapRun: number, parent: parent))
        return true
    }
}
