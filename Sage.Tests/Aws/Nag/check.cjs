'use strict';
// node check.cjs REPORT DIRECTORY...
// Judges the templates of cloud assemblies with AWS's own linter (the schemas of all resource types and cfn-lint's rules, offline) and with
// cdk-nag's AwsSolutions. The report has every finding, and of the suppressions in the templates whether a rule asked for them.
const fs = require('node:fs');
const path = require('node:path');
const { App, Stack } = require('aws-cdk-lib');
const { CfnInclude } = require('aws-cdk-lib/cloudformation-include');
const { AwsSolutionsChecks } = require('cdk-nag');
// Bundled with the CDK; npm has an older one by itself.
const { RegoEngine, TemplateFile } = require(require.resolve('@aws/cloudformation-validate', { paths: [path.dirname(require.resolve('aws-cdk-lib'))] }));

const [report, ...directories] = process.argv.slice(2);
const engine = new RegoEngine();

const lint = (templateFile) => engine.validateTemplate(new TemplateFile(templateFile)).diagnostics
  .filter(({ severity }) => severity !== 'INFO')
  .map(({ ruleId, severity, message, entity, propertyPath }) => ({ rule: ruleId, level: severity, resource: entity?.logicalId ?? '', type: entity?.resourceType ?? '', says: `${propertyPath ?? ''} ${message}`.trim() }));

function nag(templateFile, name) {
  const resources = JSON.parse(fs.readFileSync(templateFile, 'utf8')).Resources ?? {};
  const stack = new Stack(new App(), name);
  const template = new CfnInclude(stack, 'Template', { templateFile });
  const ids = new Map(Object.keys(resources).map((id) => [template.getResource(id), id]));
  const findings = [];
  const used = new Set();
  const nothing = () => {};
  const find = (data) => findings.push({
    rule: data.ruleId, level: data.errorMessage ? 'NotEvaluated' : data.ruleLevel, resource: ids.get(data.resource), type: data.resource.cfnResourceType,
    says: [data.findingId, data.errorMessage ?? data.ruleInfo].filter(Boolean).join(' '),
  });
  const use = (data) => used.add(`${ids.get(data.resource)} ${data.ruleId} ${data.suppressionReason ?? data.errorSuppressionReason}`);
  const pack = new AwsSolutionsChecks({
    reports: false,
    additionalLoggers: [{ onCompliance: nothing, onNotApplicable: nothing, onNonCompliance: find, onError: find, onSuppressed: use, onSuppressedError: use }],
  });
  stack.node.findAll().forEach((construct) => pack.visit(construct));

  const suppressions = Object.entries(resources).flatMap(([resource, { Type, Metadata }]) => (Metadata?.cdk_nag?.rules_to_suppress ?? [])
    .map(({ id, reason }) => ({ rule: id, resource, type: Type, reason, used: used.has(`${resource} ${id} ${reason}`) })));
  return { findings, suppressions, resources: ids.size };
}

const stacks = directories.flatMap((directory) => fs.readdirSync(directory).filter((file) => file.endsWith('.template.json')).sort().map((file) => {
  const templateFile = path.join(directory, file);
  const name = path.basename(file, '.template.json');
  return { directory, name, lint: lint(templateFile), ...nag(templateFile, name) };
}));
fs.writeFileSync(report, JSON.stringify(stacks));
