/// The services that tasks can call, and how.
package struct IntegrationCatalog: Sendable {
    private var operations: [String: [String: Integration]]

    /// Takes operations by their services' names.
    package init(_ operations: [String: [String: Integration]]) {
        self.operations = operations
    }

    /// The operation of a service; nil when it is not known. Of `aws-sdk:…` every operation is: the names there are the
    /// calls of AWS's own interfaces, which nobody lists.
    package func integration(_ service: String, _ operation: String) -> Integration? {
        if service.hasPrefix("aws-sdk:") { return Integration([.requestResponse, .waitForTaskToken]) }
        return operations[service]?[operation]
    }

    /// This catalog with more operations.
    package func adding(_ more: [String: [String: Integration]]) -> IntegrationCatalog {
        var result = self
        for (service, added) in more { result.operations[service, default: [:]].merge(added) { $1 } }
        return result
    }

    private static let call: Set<TaskPattern> = [.requestResponse]
    private static let callback: Set<TaskPattern> = [.requestResponse, .waitForTaskToken]
    private static let job: Set<TaskPattern> = [.requestResponse, .sync]
    private static let jobOrCallback: Set<TaskPattern> = [.requestResponse, .sync, .waitForTaskToken]

    /// AWS's optimized integrations, and the services of the mesh.
    package static let standard = IntegrationCatalog([
        "lambda": ["invoke": Integration(callback, required: ["FunctionName"])],
        "states": [
            "startExecution": Integration(
                [.requestResponse, .sync, .sync2, .waitForTaskToken], required: ["StateMachineArn"])
        ],
        "http": ["invoke": Integration(call, required: ["ApiEndpoint", "Method"])],
        "events": ["putEvents": Integration(callback, required: ["Entries"])],
        "sqs": ["sendMessage": Integration(callback, required: ["QueueUrl", "MessageBody"])],
        "sns": ["publish": Integration(callback, required: ["Message"])],
        "notifier": ["send": Integration(callback)],
        "apigateway": ["invoke": Integration(callback, required: ["ApiEndpoint", "Method"])],
        "dynamodb": [
            "getItem": Integration(call, required: ["TableName", "Key"]),
            "putItem": Integration(call, required: ["TableName", "Item"]),
            "updateItem": Integration(call, required: ["TableName", "Key"]),
            "deleteItem": Integration(call, required: ["TableName", "Key"]),
        ],
        "ecs": ["runTask": Integration(jobOrCallback, required: ["TaskDefinition"])],
        "batch": ["submitJob": Integration(job)],
        "glue": ["startJobRun": Integration(job, required: ["JobName"])],
        "databrew": ["startJobRun": Integration(job)],
        "athena": [
            "startQueryExecution": Integration(job), "stopQueryExecution": Integration(call),
            "getQueryExecution": Integration(call), "getQueryResults": Integration(call),
        ],
        "codebuild": [
            "startBuild": Integration(job), "stopBuild": Integration(call), "batchDeleteBuilds": Integration(call),
            "batchGetReports": Integration(call), "startBuildBatch": Integration(job),
            "stopBuildBatch": Integration(call), "retryBuildBatch": Integration(job),
            "deleteBuildBatch": Integration(call),
        ],
        "bedrock": ["invokeModel": Integration(call), "createModelCustomizationJob": Integration(job)],
        "mediaconvert": ["createJob": Integration(job)],
        "eks": [
            "call": Integration(call), "runJob": Integration(job), "createCluster": Integration(job),
            "deleteCluster": Integration(job), "createFargateProfile": Integration(job),
            "deleteFargateProfile": Integration(job), "createNodegroup": Integration(job),
            "deleteNodegroup": Integration(job),
        ],
        "elasticmapreduce": [
            "createCluster": Integration(job), "terminateCluster": Integration(job), "addStep": Integration(job),
            "cancelStep": Integration(call), "setClusterTerminationProtection": Integration(call),
            "modifyInstanceFleetByName": Integration(call), "modifyInstanceGroupByName": Integration(call),
        ],
        "sagemaker": [
            "createTrainingJob": Integration(job), "createTransformJob": Integration(job),
            "createHyperParameterTuningJob": Integration(job), "createLabelingJob": Integration(job),
            "createProcessingJob": Integration(job), "createEndpoint": Integration(call),
            "createEndpointConfig": Integration(call), "createModel": Integration(call),
            "updateEndpoint": Integration(call),
        ],
    ])
}
