import HTTPTypes
import MeshCore
import MeshRuntime

/// EventBridge Scheduler's API over HTTP (REST-JSON).
struct ScheduleRoutes: Sendable {
    let desk: ScheduleDesk

    /// Adds the operations.
    ///
    /// - Parameter access: Who may call them.
    func add(to api: inout API, access: Access) {
        var service = AWSRestService(signingName: "scheduler")
        addSchedules(to: &service, access)
        addGroups(to: &service, access)
        addTags(to: &service, access)
        api.include(service)
    }

    private func addSchedules(to service: inout AWSRestService, _ access: Access) {
        service.on(.post, "/schedules/{Name}", "CreateSchedule", access: access) { [desk] call, _ in
            .awsJSON(try await desk.createSchedule(call.path("Name"), call.input))
        }
        service.on(.put, "/schedules/{Name}", "UpdateSchedule", access: access) { [desk] call, _ in
            .awsJSON(try await desk.updateSchedule(call.path("Name"), call.input))
        }
        service.on(.get, "/schedules/{Name}", "GetSchedule", access: access) { [desk] call, _ in
            .awsJSON(try desk.getSchedule(call.path("Name"), group: call.query("groupName")))
        }
        service.on(.delete, "/schedules/{Name}", "DeleteSchedule", access: access) { [desk] call, _ in
            .awsJSON(
                try await desk.deleteSchedule(
                    call.path("Name"), group: call.query("groupName"), token: call.query("clientToken")))
        }
        service.on(.get, "/schedules", "ListSchedules", access: access) { [desk] call, _ in
            .awsJSON(
                try await desk.listSchedules(
                    Self.page(call), group: call.query("ScheduleGroup"), state: call.query("State")))
        }
    }

    private func addGroups(to service: inout AWSRestService, _ access: Access) {
        service.on(.post, "/schedule-groups/{Name}", "CreateScheduleGroup", access: access) { [desk] call, _ in
            .awsJSON(try await desk.createGroup(call.path("Name"), call.input))
        }
        service.on(.get, "/schedule-groups/{Name}", "GetScheduleGroup", access: access) { [desk] call, _ in
            .awsJSON(try desk.getGroup(call.path("Name")))
        }
        service.on(.delete, "/schedule-groups/{Name}", "DeleteScheduleGroup", access: access) { [desk] call, _ in
            .awsJSON(try await desk.deleteGroup(call.path("Name"), token: call.query("clientToken")))
        }
        service.on(.get, "/schedule-groups", "ListScheduleGroups", access: access) { [desk] call, _ in
            .awsJSON(try await desk.listGroups(Self.page(call)))
        }
    }

    private func addTags(to service: inout AWSRestService, _ access: Access) {
        service.on(.get, "/tags/{ResourceArn}", "ListTagsForResource", access: access) { [desk] call, _ in
            .awsJSON(try await desk.listTags(of: call.path("ResourceArn")))
        }
        service.on(.post, "/tags/{ResourceArn}", "TagResource", access: access) { [desk] call, _ in
            .awsJSON(try await desk.tag(call.path("ResourceArn"), call.input))
        }
        service.on(.delete, "/tags/{ResourceArn}", "UntagResource", access: access) { [desk] call, _ in
            .awsJSON(try await desk.untag(call.path("ResourceArn"), keys: call.queries("TagKeys")))
        }
    }

    private static func page(_ call: AWSCall) -> SchedulePage {
        SchedulePage(
            prefix: call.query("NamePrefix"), limit: call.query("MaxResults"), token: call.query("NextToken"))
    }
}
