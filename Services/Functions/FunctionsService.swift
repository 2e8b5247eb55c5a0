import FoundationEssentials
package import Logging
package import MeshCore
package import MeshRuntime
import MeshStore
package import NIOCore
import ServiceLifecycle

/// Functions put together: the store, the shelf of code, the pools, the routes, and the work beside them.
package struct FunctionsService: MeshService {
    package let api: API
    package let checks: [HealthCheck]

    let store: FunctionsStore
    private let file: Store
    let pools: PoolDirectory
    let caller: FunctionCaller
    private let watcher: ProcessWatcher
    private let background = BackgroundWork()
    private let work: FunctionsWork

    /// Opens the store and declares the routes.
    ///
    /// - Parameters:
    ///   - configuration: Functions' own.
    ///   - mesh: What handlers may call.
    ///   - dataDirectory: Where the store and the code are, shared by all instances.
    ///   - instance: This instance's id.
    ///   - group: Carries the Runtime APIs of handlers.
    ///   - clock: The wall clock.
    ///   - pauses: Measures the pauses of the work beside requests.
    ///   - observer: Is told of every boundary; for tests that stop a process there.
    ///   - logger: Hears what no caller is told.
    /// - Throws: `StoreError`; what the file system throws.
    package init(
        _ configuration: FunctionsConfiguration, mesh: HandlerMesh = .none, dataDirectory: String, instance: String,
        group: any EventLoopGroup, clock: any WallClock = SystemWallClock(),
        pauses: any Clock<Duration> = ContinuousClock(),
        observer: FunctionsObserver? = nil, logger: Logger
    ) throws {
        let root = dataDirectory
        let file = try Store.open(
            path: "\(dataDirectory)/\(FunctionsStore.fileName)", migrations: FunctionsSchema.migrations, clock: clock,
            logger: logger)
        let names = FunctionNames(region: configuration.region, account: configuration.account)
        self.file = file
        store = FunctionsStore(
            store: observer.map { WatchedStore(store: file, observer: $0) } ?? file, names: names, clock: clock)
        let shelf = try CodeShelf(root: "\(root)/code", observer: observer)
        let launcher = HandlerLauncher(
            pythons: configuration.pythons, names: names, instanceMark: "\(dataDirectory)/\(instance)",
            searchPath: configuration.searchPath)
        // What an instance of this name left behind when it died has nobody who would end it.
        ProcessFiles.killAll(startedWith: "\(HandlerLauncher.markName)=\(launcher.instanceMark)")
        let folders = try SandboxFolders(root: "\(root)/sandboxes/\(instance)")
        let logs = try FunctionLogs(root: "\(root)/logs", instance: instance)
        watcher = try ProcessWatcher()
        pools = PoolDirectory(work: background) { [watcher, background] version, limits in
            FunctionPool(
                version: version, limits: limits, folders: folders,
                surroundings: SandboxSurroundings(
                    launcher: launcher, shelf: shelf, watcher: watcher, work: background,
                    log: logs.log(of: version.function), mesh: mesh, eventLoop: group.next(), clock: clock,
                    startLimit: configuration.startLimit, logger: logger))
        }
        let reserved = ReservedConcurrency(
            store: store, owner: "\(ProcessMark.own)/\(instance)", work: background, pauses: pauses, logger: logger)
        caller = FunctionCaller(store: store, pools: pools, configuration: configuration, reserved: reserved)
        checks = [HealthCheck("store") { try await file.proveWritable() }]
        let trial = EventTrial(
            store: store, caller: caller, delay: configuration.retryDelay, kept: configuration.keptDeadLetters)
        let desk = EventDesk(
            store: store, trial: trial, limit: configuration.parallelEvents, pauses: pauses, logger: logger)
        var routes = LambdaRoutes(access: configuration.access)
        let links = ArchiveLinks(
            cursors: Cursors(secret: try SecretFile(path: "\(root)/functions.links").load()), clock: clock)
        DefinitionRoutes(store: store, shelf: shelf, links: links).add(to: &routes)
        AliasRoutes(store: store).add(to: &routes)
        ConcurrencyRoutes(store: store, pools: pools, concurrency: configuration.concurrency).add(to: &routes)
        TagRoutes(store: store).add(to: &routes)
        EventSettingsRoutes(store: store).add(to: &routes)
        UnusedFeatureRoutes(store: store).add(to: &routes)
        let calls = InvokeRoutes(caller: caller, desk: desk, clock: clock)
        calls.add(to: &routes)
        StreamRoutes(calls: calls, caller: caller).add(to: &routes)
        var api = API(title: "Functions", version: "1")
        api.include(routes.service)
        self.api = api
        var work = FunctionsWork()
        work.add(desk.run)
        work.add(PoolKeeper(store: store, pools: pools, caller: caller, pauses: pauses, logger: logger).run)
        self.work = work
    }

    /// Works beside requests until the service ends; then every handler is ended and the store closed.
    package func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [background] in await background.run() }
            do {
                try await cancelWhenGracefulShutdown { [work] in try await work.run() }
            } catch is CancellationError {
                // The way in which it ends.
            }
            await pools.end()
            await watcher.stop()
            background.finish()
            try await group.waitForAll()
        }
        try await file.close()
    }
}
